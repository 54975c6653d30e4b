import type { NodeControl } from '../../control/node-control.js';
import type { Peer } from '../../core/context.js';
import { PeersterError } from '../../core/errors.js';
import type { Want } from '../../core/packet.js';
import { parseAddress } from '../../host/address.js';
import type { Engine, EngineKind, Memory, Neighbours, NodeSpec, NodeState } from '../engine/engine.js';
import type { EngineOptions } from '../engine/options.js';
import type { NodeChange, Tap } from '../engine/tap.js';
import { Taps } from '../engine/taps.js';
import type { ForeignNode } from '../programs/foreign-node.js';
import { Relay } from '../relay/relay.js';
import type { Witness } from '../sight/witness.js';
import { toTopology } from '../topology/links.js';
import { InTurn } from './in-turn.js';
import { factsOf } from './facts.js';
import { orNothing } from './or-nothing.js';
import type { Birth, Life } from './life.js';
import type { Place } from './place.js';
import { Roster } from './roster.js';
import { settled } from './settled.js';
import { Spectators } from './spectators.js';
import { RealTime } from './time.js';
import { Wiring } from './wiring.js';

/**
 * A network of nodes on real sockets. All that they say to one another goes through a relay, which does what links do. Where the nodes
 * run is the matter of those that extend this.
 */
export abstract class RealNetwork implements Engine {
  abstract readonly kind: EngineKind;
  readonly seed: number;
  readonly time: RealTime;
  private readonly roster = new Roster();
  private readonly taps = new Taps(() => this.spectators.traceAll());
  private readonly relay: Relay;
  private readonly wiring: Wiring;
  private readonly spectators: Spectators;
  private readonly inTurn = new InTurn();
  private gone: Promise<void> | undefined;

  protected constructor(protected readonly options: EngineOptions) {
    this.seed = options.seed;
    this.time = new RealTime(this.taps);
    const clock = (): number => this.time.now;
    this.relay = new Relay({ behaviour: options.behaviour, clock, taps: this.taps });
    this.spectators = new Spectators(this.relay, this.taps, this.roster, options, this.time);
    this.wiring = new Wiring(this.relay, this.roster, this.taps, clock);
  }

  /** Starts a node and resolves once it is up. */
  protected abstract begin(birth: Birth): Promise<Life>;

  /** Gives up what is no node's. Called when the nodes have been told to end. */
  protected async release(): Promise<void> {}

  /** Starts the nodes of the options. Nothing is left of them if one fails, or if it is called off. */
  protected start(): Promise<void> {
    return orNothing(this, this.options.setUp?.signal, async () => {
      for (const spec of this.options.nodes) this.enter(spec);
      await settled(toTopology(this.options.links).edges.map(([a, b]) => this.wiring.lay(a, b)));
      await settled(this.roster.places.map((_, node) => this.give(node)));
    });
  }

  get names(): readonly string[] {
    return this.roster.names;
  }

  find(name: string): number | undefined {
    return this.roster.find(name);
  }

  state(node: number): NodeState {
    return this.roster.at(node).state;
  }

  async add(spec: NodeSpec): Promise<number> {
    this.checkOpen();
    const node = this.enter(spec);
    await this.inTurn.run([node], () => this.give(node));
    this.tell(node, 'added');
    return node;
  }

  remove(node: number): Promise<void> {
    return this.command([node, ...this.neighbours(node)], async (place) => {
      place.expect('up', 'paused', 'down');
      place.state = 'gone';
      this.relay.attach(node, undefined);
      await Promise.all([...place.neighbours].map((other) => this.wiring.disconnect(node, other)));
      await place.life?.end();
      this.tell(node, 'removed');
    });
  }

  crash(node: number): Promise<void> {
    return this.command([node], async (place) => {
      place.expect('up', 'paused');
      place.state = 'down';
      this.relay.attach(node, undefined);
      await place.life?.crash();
      this.tell(node, 'crashed');
    });
  }

  restart(node: number, memory: Memory): Promise<void> {
    return this.command([node], async (place) => {
      place.expect('down');
      if (memory === 'kept') await this.revive(node, place);
      else await this.give(node);
      this.tell(node, memory === 'kept' ? 'restarted' : 'reborn');
    });
  }

  pause(node: number): Promise<void> {
    return this.command([node], async (place) => {
      const life = place.living();
      place.state = 'paused';
      await life.pause();
      this.tell(node, 'paused');
    });
  }

  resume(node: number): Promise<void> {
    return this.command([node], async (place) => {
      place.expect('paused');
      const life = place.life as Life;
      await life.resume();
      await place.goOn(life);
      await life.trace(this.taps.wanted());
      this.tell(node, 'resumed');
    });
  }

  link(a: number, b: number): Promise<void> {
    return this.command([a, b], async () => {
      for (const node of [a, b]) this.roster.at(node).expect('up', 'paused', 'down');
      await this.wiring.connect(a, b);
    });
  }

  unlink(a: number, b: number): Promise<void> {
    return this.command([a, b], () => this.wiring.disconnect(a, b));
  }

  areLinked(a: number, b: number): boolean {
    return this.wiring.areLinked(a, b);
  }

  neighbours(node: number): Neighbours {
    return this.roster.at(node).neighbours;
  }

  async publish(node: number, text: string): Promise<number> {
    this.checkOpen();
    await this.spectators.traced;
    return this.roster.at(node).living().publish(text);
  }

  vector(node: number): readonly Want[] {
    return this.roster.at(node).life?.vector() ?? [];
  }

  nextId(node: number, origin: string): number {
    return this.roster.at(node).life?.nextId(origin) ?? 1;
  }

  control(node: number): NodeControl | undefined {
    return this.roster.at(node).life?.control;
  }

  uiAddress(node: number): string | undefined {
    return this.roster.at(node).life?.uiAddress;
  }

  foreign(node: number): ForeignNode | undefined {
    return this.roster.at(node).life?.foreign;
  }

  gossipAddress(node: number): string | undefined {
    return this.roster.at(node).life?.gossipAddress;
  }

  printed(node: number): Promise<readonly string[]> | undefined {
    return this.roster.at(node).life?.printed?.();
  }

  nodeOf(peer: Peer): number | undefined {
    return this.relay.nodeOf(peer);
  }

  tap(tap: Tap): () => void {
    return this.taps.add(tap);
  }

  /** Shows what nodes say to one another from now on. Returns the way to stop it. */
  watch(witness: Witness): () => void {
    return this.spectators.watch(witness);
  }

  close(): Promise<void> {
    return (this.gone ??= this.endAll());
  }

  private async endAll(): Promise<void> {
    this.time.close();
    this.relay.close();
    await Promise.allSettled([...this.roster.places.map(({ life }) => life?.end()), this.release()]);
  }

  private command<T>(nodes: readonly number[], act: (place: Place) => Promise<T>): Promise<T> {
    return this.inTurn.run(nodes, async () => {
      this.checkOpen();
      return act(this.roster.at(nodes[0] as number));
    });
  }

  private checkOpen(): void {
    if (this.gone !== undefined) throw new PeersterError('CLOSED', 'the network is closing');
  }

  /** Gives a node its number. Throws INVALID_NAME, NAME_TAKEN, INVALID_SETTING. */
  private enter(spec: NodeSpec): number {
    factsOf(this.options, spec, 0);
    return this.roster.enter(spec);
  }

  /** Gives a node a new life. One whose first life cannot begin is gone. */
  private async give(node: number): Promise<void> {
    const place = this.roster.at(node);
    try {
      await place.life?.end();
      const life = await this.begin(this.birthOf(node, place));
      if (this.gone !== undefined) await life.end();
      this.checkOpen();
      place.begin(life);
      await this.settle(node, life);
    } catch (error) {
      if (place.life === undefined) place.state = 'gone';
      throw error;
    }
  }

  private async revive(node: number, place: Place): Promise<void> {
    const life = place.revivable();
    await life.revive();
    await this.settle(node, life);
    await place.goOn(life);
  }

  private settle(node: number, life: Life): Promise<void> {
    this.relay.attach(node, parseAddress(life.gossipAddress, 'peer'));
    return life.trace(this.taps.wanted());
  }

  private birthOf(node: number, place: Place): Birth {
    const life = place.lives++;
    return {
      ...factsOf(this.options, place.spec, life),
      node,
      ...this.wiring.around(node),
      ...this.spectators.hearing(node),
      onEnd: () => this.ended(node, place, life),
    };
  }

  /** A node has ended by itself, or was ended from outside. */
  private ended(node: number, place: Place, life: number): void {
    const isExpected = place.lives !== life + 1 || (place.state !== 'up' && place.state !== 'paused');
    if (isExpected || this.gone !== undefined) return;
    place.state = 'down';
    this.relay.attach(node, undefined);
    this.tell(node, 'crashed');
  }

  private tell(node: number, change: NodeChange): void {
    this.taps.node(this.time.now, node, change);
  }
}
