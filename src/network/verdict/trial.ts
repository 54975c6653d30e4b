import type { Audience, Stage } from '../engine/audience.js';
import type { Engine } from '../engine/engine.js';
import type { Links } from '../topology/links.js';
import { toTopology } from '../topology/links.js';
import { parseAddress } from '../../host/address.js';
import { Judge } from './judge.js';
import type { Seen } from './judgement.js';
import { unfitness } from './machine/fitness.js';
import { BEAT, MachineWatch } from './machine/machine-watch.js';
import { type Owner, SocketWatch } from './machine/socket-watch.js';

/** Of the acknowledgement timeout, for which this process may stand still before what was due is forgiven. */
const FORGIVEN = 0.25;

/** Beats between two looks at the sockets. */
const SOCKETS_EVERY = 20;

export interface TrialOptions {
  /** Rumors spread by mongering, not by a rule of the user's own. */
  readonly mongers: boolean;
  /** Of the network, ms. */
  readonly ackTimeout: number;
  readonly links: Links;
}

/** Watches a network on real sockets and its machine from the first datagram on, so that it can be judged at any time. */
export class Trial {
  private readonly machine = new MachineWatch();
  private readonly sockets = new SocketWatch((port) => this.ownerOf(port));
  private judge: Judge | undefined;
  private stage: Stage | undefined;
  private engine: Engine | undefined;
  private timer: NodeJS.Timeout | undefined;
  private last = performance.now();
  private beats = 0;

  constructor(private readonly options: TrialOptions) {}

  /** Takes the seat from which it sees everything. */
  readonly seat = (stage: Stage): Audience => {
    const { mongers, links } = this.options;
    this.stage = stage;
    const judge = new Judge({
      mongers,
      nameOf: (node) => stage.nameOf(node),
      termsOf: (node) => ({ ...stage.settingsOf(node), gossips: !stage.isSimple(node) }),
    });
    for (const [a, b] of toTopology(links).edges) judge.link(0, a, b, true);
    this.judge = judge;
    return { witnesses: [judge] };
  };

  /** The network is up. */
  begin(engine: Engine): void {
    this.engine = engine;
    engine.tap(this.judge as Judge);
    this.sockets.look();
    this.last = performance.now();
    this.timer = setInterval(() => this.beat(), BEAT).unref();
  }

  /** What has been seen so far. */
  seen(): Seen {
    const { court } = this.judge as Judge;
    this.sockets.look();
    const nameOf = (node: number): string => (this.stage as Stage).nameOf(node);
    const nodes = Object.fromEntries([...this.sockets.nodes].map(([node, drops]) => [nameOf(node), drops]));
    const machine = { ...this.machine.report(), drops: { relay: this.sockets.relay, nodes } };
    return {
      findings: court.findings,
      judged: court.judged,
      nameOf,
      machine: { ...machine, unfit: unfitness(machine, this.options.ackTimeout) },
    };
  }

  end(): void {
    clearInterval(this.timer);
  }

  /** Only here is it said that something is overdue: a beat that comes late shows that everything else may be late, too. */
  private beat(): void {
    const now = performance.now();
    const late = Math.max(0, now - this.last - BEAT);
    this.last = now;
    this.machine.beat(late);
    if (this.beats++ % SOCKETS_EVERY === 0) this.sockets.look();
    if (late > FORGIVEN * this.options.ackTimeout) this.judge?.stoodStill();
    else this.judge?.passed((this.engine as Engine).time.now);
  }

  private ownerOf(port: number): Owner | undefined {
    const engine = this.engine as Engine;
    if (engine.nodeOf({ host: '127.0.0.1', port }) !== undefined) return { kind: 'relay' };
    const node = engine.names.findIndex((_, each) => portOf(engine.gossipAddress(each)) === port);
    return node < 0 ? undefined : { kind: 'node', node };
  }
}

function portOf(address: string | undefined): number | undefined {
  return address === undefined ? undefined : parseAddress(address, 'peer').port;
}
