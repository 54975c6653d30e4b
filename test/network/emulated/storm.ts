import { Random } from '../../../src/core/random.js';
import { type Settings, settings } from '../../../src/core/settings.js';
import { Digest } from '../../../src/network/emulated/digest.js';
import { EmulatedNetwork } from '../../../src/network/emulated/network.js';
import { converged } from '../../../src/network/engine/converged.js';
import { Texts } from '../../../src/network/engine/texts.js';
import type { NodeState } from '../../../src/network/engine/engine.js';
import type { EventLoop } from '../../../src/network/engine/event-loop.js';
import type { Fault } from '../../../src/network/faults/fault-spec.js';
import { Faults } from '../../../src/network/faults/faults.js';
import { makeLinks } from '../../../src/network/topology/registry.js';

export interface Calm {
  readonly digest: string;
  /** What went wrong; empty where nothing did. */
  readonly faults: readonly string[];
  readonly published: number;
  /** Virtual ms from the heal until all living nodes held the same. */
  readonly healing: number;
  readonly events: number;
  /** Ids that stand for two texts, of two lives of a node. */
  readonly reused: number;
}

const TOPOLOGIES = ['line', 'ring', 'star', 'tree', 'grid', 'regular:3', 'small-world:4', 'preferential:2', 'erdos', 'complete'];
/** Virtual ms after the heal within which all must hold the same. */
const PATIENCE = 120_000;

/**
 * A network of which everything is drawn from the seed: its graph, its settings, what its links do; then texts, faults, partitions, and
 * nodes and links that come and go; then a heal. Every turn of every node is checked, and at last who holds what.
 */
export class Storm {
  private readonly random: Random;
  private readonly digest = new Digest();
  private readonly faults: Faults;
  private readonly network: EmulatedNetwork;
  private readonly texts: Texts;
  /** Names of nodes that lost their memory. */
  private readonly reborn = new Set<string>();
  private readonly sendsRoutes: boolean;
  private asked = 0;
  private secrets = 0;
  private published = 0;
  private refused = 0;
  /** By `origin:id`: the texts. */
  private readonly issued = new Map<string, Set<string>>();

  constructor(
    private readonly seed: number,
    loop?: EventLoop,
  ) {
    this.random = new Random(seed).fork('storm');
    const nodes = 6 + 2 * this.random.below(6);
    const names = Array.from({ length: nodes }, (_, at) => `n${at}`);
    const slowest = 1 + this.random.below(80);
    const delay: Fault = { kind: 'delay', distribution: 'uniform', min: 1, max: slowest };
    this.faults = new Faults(this.random.fork('faults'), names, [{ on: { links: 'all' }, fault: delay }]);
    const drawn = settings(this.drawSettings());
    this.sendsRoutes = drawn.routeRumors > 0;
    this.network = EmulatedNetwork.open({
      seed,
      settings: drawn,
      nodes: names.map((name) => ({ name })),
      links: makeLinks(this.one(TOPOLOGIES), nodes, this.random.fork('topology')),
      behaviour: this.faults,
      audit: { digest: this.digest, invariants: true },
      loop,
    });
    this.texts = new Texts(this.network);
    this.network.tap({
      node: (_at, node, change) => {
        if (change === 'added') this.faults.join(this.network.names[node] as string);
        if (change === 'reborn') this.reborn.add(this.network.names[node] as string);
      },
      accepted: (_at, node, origin, id, from) => from < 0 && this.note(node, origin, id),
    });
  }

  async play(): Promise<Calm> {
    const { network, random } = this;
    const steps = 20 + random.below(30);
    for (let step = 0; step < steps; step++) {
      this.act();
      await network.time.until(() => false, random.below(400));
    }
    this.heal();
    const { now } = network.time;
    const holdTheSame = converged(network, this.texts);
    const isCalm = await network.time.until(() => this.refused + this.published === this.asked && holdTheSame(), PATIENCE);
    const healing = network.time.now - now;
    await network.close();
    const faults = isCalm ? this.missing() : [`after ${PATIENCE} ms: ${this.vectors()}`];
    return { digest: this.digest.hex(), faults, published: this.published, healing, events: network.events, reused: this.reused() };
  }

  private drawSettings(): Partial<Settings> {
    const { random } = this;
    return {
      extensions: random.below(2),
      antiEntropy: 300 + random.below(1_500),
      routeRumors: random.chance(0.25) ? 8_000 + random.below(8_000) : 0,
      settleTime: random.below(300),
    };
  }

  private act(): void {
    const { random, network } = this;
    const choice = random.below(20);
    if (choice < 7) return this.publish();
    if (choice === 7) return this.confide();
    if (choice < 10) return this.worsen();
    if (choice === 10) return void this.faults.healAll();
    if (choice < 13) return this.each('up', (node) => network.crash(node));
    if (choice < 15) return this.each('down', (node) => network.restart(node, random.chance(0.5) ? 'kept' : 'lost'));
    if (choice === 15) return this.each('up', (node) => network.pause(node));
    if (choice === 16) return this.each('paused', (node) => network.resume(node));
    if (choice === 17) return this.grow();
    return this.relink();
  }

  private publish(): void {
    const node = this.pick('up');
    if (node === undefined) return;
    const text = `text ${++this.asked} of seed ${this.seed}`;
    this.network.publish(node, text).then(
      () => this.published++,
      () => this.refused++,
    );
  }

  /** A private message, where there is a route. */
  private confide(): void {
    const [node, other] = [this.pick('up'), this.pick('up')];
    if (node === undefined || other === undefined) return;
    const [control, destination] = [this.network.control(node), this.network.names[other] as string];
    const isKnown = control.query((at) => at.routes.nextHop(destination) !== undefined);
    if (isKnown) control.command((at) => at.services.sendPrivate(`secret ${++this.secrets} of seed ${this.seed}`, destination));
  }

  private worsen(): void {
    const { random } = this;
    const half = this.network.names.filter(() => random.chance(0.5));
    const kinds: Fault[] = [
      { kind: 'loss', probability: random.fraction() * 0.6 },
      { kind: 'duplication', probability: random.fraction() * 0.4 },
      { kind: 'delay', distribution: 'exponential', least: 0, more: 1 + random.below(100) },
      { kind: 'gilbert-elliott', worsens: 0.1, recovers: 0.2, lossWhenGood: 0, lossWhenBad: 0.9 },
      { kind: 'bandwidth', bytesPerSecond: 2_000 + random.below(20_000), queueBytes: 4_000 },
      { kind: 'cut' },
      { kind: 'cut' },
    ];
    const fault = this.one(kinds);
    const groups = [half, ['*']];
    const direction = random.chance(0.7) ? 'both' : 'one-way';
    if (fault.kind !== 'cut') this.faults.add({ on: { links: 'all' }, fault });
    else if (half.length > 0) this.faults.add({ on: { links: 'across', groups, direction }, fault });
  }

  private grow(): void {
    const { network, random } = this;
    const neighbour = this.pick('up');
    if (random.chance(0.4)) return this.each('down', (node) => network.remove(node));
    if (neighbour === undefined) return;
    const number = network.names.length;
    void network.add({ name: `n${number}` });
    void network.link(number, neighbour);
  }

  private relink(): void {
    const [a, b] = [this.pick('up'), this.pick('up')];
    if (a === undefined || b === undefined || a === b) return;
    if (this.network.areLinked(a, b)) void this.network.unlink(a, b);
    else void this.network.link(a, b);
  }

  /** No more faults, everybody is up, and no part of the network is left alone. */
  private heal(): void {
    const { network } = this;
    this.faults.healAll();
    const living: number[] = [];
    for (let node = 0; node < network.names.length; node++) {
      if (network.state(node) === 'down') void network.restart(node, 'kept');
      if (network.state(node) === 'paused') void network.resume(node);
      if (network.state(node) === 'up') living.push(node);
    }
    for (const [at, node] of living.slice(1).entries())
      if (!network.areLinked(living[at] as number, node)) void network.link(living[at] as number, node);
  }

  /**
   * What one living node holds and another does not, or holds otherwise. The two lives of a node that lost its memory may have given one id
   * to two texts, or to a text and a route rumor, before they could hear of one another: then each holds one of them.
   */
  private missing(): string[] {
    const holdings = this.living().map((node) => ({ node, held: this.heldBy(node) }));
    const all = new Map(holdings.flatMap(({ held }) => [...held]));
    return holdings.flatMap(({ node, held }) =>
      [...all]
        .filter(([rumor, text]) => held.get(rumor) !== text && !this.mayBeAnother(rumor, held.has(rumor)))
        .map(([rumor, text]) => `n${node} has ${held.get(rumor)} for ${rumor} ${text}`),
    );
  }

  private mayBeAnother(rumor: string, isText: boolean): boolean {
    if (isText) return (this.issued.get(rumor)?.size ?? 0) > 1;
    return this.sendsRoutes && this.reborn.has(rumor.slice(0, rumor.indexOf(':')));
  }

  private reused(): number {
    return [...this.issued.values()].filter(({ size }) => size > 1).length;
  }

  private heldBy(node: number): Map<string, string> {
    const { log } = this.network.node(node);
    const held = new Map<string, string>();
    for (let at = log.oldest; at < log.end; at++) {
      const { kind, origin, id, text } = log.at(at);
      if (kind === 'rumor') held.set(`${origin}:${id}`, text);
    }
    return held;
  }

  /** Notes what a node has published under which id. */
  private note(node: number, origin: string, id: number): void {
    const rumor = `${origin}:${id}`;
    const text = this.heldBy(node).get(rumor) as string;
    this.issued.set(rumor, (this.issued.get(rumor) ?? new Set()).add(text));
  }

  private vectors(): string {
    return this.living()
      .map((node) => `n${node} ${JSON.stringify(this.network.vector(node).map(({ identifier, nextId }) => `${identifier}:${nextId}`))}`)
      .join('; ');
  }

  private living(): number[] {
    return this.network.names.flatMap((_, node) => (this.network.state(node) === 'up' ? [node] : []));
  }

  private each(state: NodeState, command: (node: number) => Promise<void>): void {
    const node = this.pick(state);
    if (node !== undefined) void command(node);
  }

  private pick(state: NodeState): number | undefined {
    const nodes = this.network.names.flatMap((_, node) => (this.network.state(node) === state ? [node] : []));
    return nodes.length === 0 ? undefined : this.one(nodes);
  }

  private one<Item>(list: readonly Item[]): Item {
    return list[this.random.below(list.length)] as Item;
  }
}

export async function storm(seed: number, loop?: EventLoop): Promise<Calm> {
  return new Storm(seed, loop).play();
}
