import type { Peer } from '../../core/context.js';
import type { EventKind, NodeEvent } from '../../core/events.js';
import type { Node, NodeOptions, Published } from '../../core/node.js';
import { Random } from '../../core/random.js';
import type { Settings } from '../../core/settings.js';
import { PacketCounters } from '../../wire/counters.js';
import type { Copies } from '../links/duplication.js';
import { DROP, PASS, type Rule } from '../links/rule.js';
import type { Links } from '../topology/links.js';
import { Agenda } from './agenda.js';
import type { Carrier, Ground, Parcel } from './carrier.js';
import type { Digest } from './digest.js';
import { Encoded } from './encoded.js';
import { HandedOver } from './handed-over.js';

/** Looks at a run while it happens. Everything is optional: what nobody wants costs nothing. */
export interface Watcher {
  /** A node has accepted so many rumors in this turn, its own included. */
  accepted?(node: number, rumors: number): void;
  wants?(kind: EventKind): boolean;
  event?(node: number, event: NodeEvent): void;
  /** After every turn of a node. */
  turned?(node: number): void;
}

export interface WorldOptions {
  readonly links: Links;
  /** Of every random choice of the nodes. Rules of links bring their own. */
  readonly seed: number;
  readonly settings: Settings;
  /** What the links do, in whole ms; without one everything arrives in the ms in which it was sent. */
  readonly rule?: Rule;
  /** How many more copies of a packet arrive. */
  readonly copies?: Copies;
  /** Every packet is encoded and decoded; otherwise it is handed over as an object. The run is the same. */
  readonly encoded?: boolean;
  readonly watcher?: Watcher;
  readonly digest?: Digest;
  /** How rumors spread in place of mongering. */
  readonly dissemination?: NodeOptions['rule'];
}

/** Where a virtual node is reached: `port` is its number. */
class VirtualPeer implements Peer {
  readonly host = 'virtual';
  constructor(readonly port: number) {}
}

/** For `from` in the agenda. */
const WAKE_UP = -1;
const NEVER = -1;

/**
 * A network of nodes in virtual time. The same options and the same calls give the same run.
 *
 * Invariant 1: a node's next deadline is on the agenda, no later than it is due.
 * Invariant 2: what happens in one ms happens in the order in which it was caused.
 */
export class World implements Ground {
  /** Virtual ms, whole. */
  now = 0;
  /** Deliveries and wake-ups at which a node was called. */
  events = 0;
  /** Packets that the links lost, that arrived at a node that was down, and additional copies. */
  lost = 0;
  missed = 0;
  copied = 0;
  /** Rumors accepted, by all nodes together. */
  accepted = 0;
  /** What the nodes sent; what links do to it is not counted here. */
  readonly counters = new PacketCounters();
  private readonly peers: Peer[] = [];
  private readonly agenda = new Agenda<Parcel>();
  private readonly carrier: Carrier;
  /** Ms of the wake-up that is on the agenda, by node. */
  private readonly wakes: Float64Array;
  private readonly isUp: Uint8Array;
  private readonly lives: Uint16Array;
  private readonly rule: Rule;
  private readonly seeds: Random;
  /** Whose turn it is. */
  private turn = 0;

  constructor(private readonly options: WorldOptions) {
    const { nodes } = options.links;
    this.rule = options.rule ?? (() => PASS);
    this.seeds = new Random(options.seed).fork('nodes');
    this.carrier = options.encoded ? new Encoded(this) : new HandedOver(this);
    this.wakes = new Float64Array(nodes).fill(NEVER);
    this.isUp = new Uint8Array(nodes).fill(1);
    this.lives = new Uint16Array(nodes);
    for (let index = 0; index < nodes; index++) this.peers.push(new VirtualPeer(index));
    for (let index = 0; index < nodes; index++) this.settle(index);
  }

  get size(): number {
    return this.peers.length;
  }

  /** To look at, not to be changed. */
  node(index: number): Node {
    return this.carrier.nodes[index] as Node;
  }

  /** Nothing is under way and nobody waits for anything. */
  get isQuiet(): boolean {
    return this.agenda.size === 0;
  }

  /** Publishes a text at a node that is `settled`. Throws what Node.publish throws. */
  publish(index: number, text: string): Published {
    const before = this.node(index).vectorVersion;
    this.turn = index;
    const published = this.carrier.act(index, this.now, (node) => node.publish(text));
    this.endTurn(index, before);
    return published;
  }

  /** A node stops: what arrives is lost, and it does nothing. */
  down(index: number): void {
    this.isUp[index] = 0;
    this.options.digest?.note(this.now, `down ${index}`);
  }

  /** It is there again: with what it held, or as a new node under its old name. */
  up(index: number, memory: 'kept' | 'lost'): void {
    if (this.isUp[index] === 1) return;
    this.isUp[index] = 1;
    this.options.digest?.note(this.now, `up ${index} ${memory}`);
    if (memory === 'kept') return this.wake(index);
    this.lives[index] = (this.lives[index] as number) + 1;
    this.settle(index);
  }

  isNodeUp(index: number): boolean {
    return this.isUp[index] === 1;
  }

  /** Lets so many ms pass. */
  run(duration: number): void {
    this.runUntil(() => false, duration);
  }

  /** Lets time pass until the fact holds at the end of a ms, or `limit` ms are over. Returns whether it holds. */
  runUntil(fact: () => boolean, limit: number): boolean {
    const end = this.now + limit;
    for (;;) {
      this.finishMoment();
      if (fact()) return true;
      if (this.now >= end) return false;
      if (this.agenda.size === 0) this.agenda.skipTo((this.now = end));
      else {
        this.agenda.tick();
        this.now++;
      }
    }
  }

  depart(parcel: Parcel, to: Peer, bytes: number): void {
    const { copies } = this.options;
    this.send(parcel, to.port, bytes);
    if (copies === undefined) return;
    for (let more = copies(this.turn, to.port); more > 0; more--) {
      this.copied++;
      this.send(parcel, to.port, bytes);
    }
  }

  wakeAt(deadline: number): void {
    if (deadline === Number.POSITIVE_INFINITY) return;
    const at = deadline <= this.now ? this.now : Math.ceil(deadline);
    const { turn } = this;
    const pending = this.wakes[turn] as number;
    if (pending !== NEVER && pending <= at) return;
    this.wakes[turn] = at;
    this.agenda.put(at, turn, WAKE_UP, undefined);
  }

  wants(kind: EventKind): boolean {
    return this.options.digest !== undefined || this.options.watcher?.wants?.(kind) === true;
  }

  emit(event: NodeEvent): void {
    const { digest, watcher } = this.options;
    digest?.event(this.now, this.turn, event);
    if (watcher?.wants?.(event.kind)) watcher.event?.(this.turn, event);
  }

  private send(parcel: Parcel, to: number, bytes: number): void {
    const { digest } = this.options;
    const delay = this.rule(this.turn, to, bytes, this.now);
    digest?.packet(this.now, this.turn, to, delay, this.carrier.bytesOf(parcel));
    if (delay === DROP) this.lost++;
    else this.agenda.put(this.now + delay, to, this.turn, parcel);
  }

  /** Everything of this ms, what it causes in the same ms included. */
  private finishMoment(): void {
    const { agenda } = this;
    while (agenda.take()) {
      if (agenda.from === WAKE_UP) this.wakeIfDue(agenda.to);
      else this.deliver(agenda.to, agenda.from, agenda.slip as Parcel);
    }
  }

  private deliver(to: number, from: number, parcel: Parcel): void {
    if (this.isUp[to] === 0) {
      this.missed++;
      return;
    }
    this.events++;
    this.turn = to;
    const before = this.node(to).vectorVersion;
    this.carrier.deliver(to, parcel, this.peers[from] as Peer, this.now);
    this.endTurn(to, before);
  }

  /** A wake-up that an earlier one has replaced is none; and a deadline may have moved away meanwhile. */
  private wakeIfDue(index: number): void {
    if (this.wakes[index] !== this.now) return;
    this.wakes[index] = NEVER;
    if (this.isUp[index] === 0) return;
    const due = this.node(index).nextDeadline;
    this.turn = index;
    if (due > this.now) this.wakeAt(due);
    else this.wake(index);
  }

  private wake(index: number): void {
    this.events++;
    this.turn = index;
    const before = this.node(index).vectorVersion;
    this.carrier.wake(index, this.now);
    this.endTurn(index, before);
  }

  private endTurn(index: number, versionBefore: number): void {
    const { watcher } = this.options;
    const gained = this.node(index).vectorVersion - versionBefore;
    if (gained > 0) {
      this.accepted += gained;
      watcher?.accepted?.(index, gained);
    }
    watcher?.turned?.(index);
  }

  private settle(index: number): void {
    const { links, settings, dissemination } = this.options;
    this.turn = index;
    const name = `n${index + 1}`;
    const life = this.lives[index] as number;
    const random = this.seeds.fork(life === 0 ? name : `${name}, life ${life + 1}`);
    const peers = new Array<Peer>(links.degree(index));
    for (let at = 0; at < peers.length; at++) peers[at] = this.peers[links.neighbour(index, at)] as Peer;
    const birth = { name, settings, random, simple: false, address: name, peers, isSelf: isNobody, now: this.now };
    this.carrier.settle(index, dissemination === undefined ? birth : { ...birth, rule: dissemination });
  }
}

/** No link leads from a node to itself. */
function isNobody(): boolean {
  return false;
}
