import type { Peer } from '../../core/context.js';
import type { EventKind, NodeEvent } from '../../core/events.js';
import type { Node, Published } from '../../core/node.js';
import { PacketCounters } from '../../wire/counters.js';
import { DROP, PASS, type Rule } from '../links/rule.js';
import { Births } from './birth.js';
import type { Carrier, Freight, Ground, Parcel } from './carrier.js';
import { type DiskAnswer, Disks } from './disks.js';
import { Encoded } from './encoded.js';
import { HandedOver } from './handed-over.js';
import { LookAhead } from './look-ahead.js';
import type { Schedule } from './schedule.js';
import { scheduleOf } from './strides.js';
import { VirtualPeer } from './virtual-peer.js';
import { widened } from './widened.js';
import type { WorldOptions } from './world-options.js';

/** For `from` in the agenda. */
const WAKE_UP = -1;
const DISK = -2;
const NEVER = -1;

/**
 * A network of nodes in virtual time. The same options and the same calls give the same run.
 *
 * Invariant 1: a node's next deadline is on the agenda, no later than it is due.
 * Invariant 2: what happens in one ms happens in the order in which it was caused; in strides, that holds of each node.
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
  /** Something is still to happen in this ms (or stride). */
  isMidMoment = false;
  /** Rumors accepted, by all nodes together. */
  accepted = 0;
  /** What the nodes sent; what links do to it is not counted here. */
  readonly counters = new PacketCounters();
  private readonly peers: Peer[] = [];
  private readonly agenda: Schedule<Freight | DiskAnswer>;
  private readonly carrier: Carrier;
  readonly disks: Disks;
  /** Ms of the wake-up that is on the agenda, by node. */
  private wakes: Float64Array;
  private isUp: Uint8Array;
  private lives: Uint16Array;
  private readonly births: Births;
  private readonly rule: Rule;
  /** Whose turn it is. */
  private turn = 0;

  /** Of nodes that are still to be settled, each once: `openWorld` does it. */
  constructor(private readonly options: WorldOptions) {
    const { nodes } = options.links;
    this.rule = options.rule ?? (() => PASS);
    this.carrier = options.encoded ? new Encoded(this) : new HandedOver(this);
    this.agenda = scheduleOf(options.stride, new LookAhead(this.carrier.nodes, this.peers));
    this.disks = new Disks(this);
    this.births = new Births(options, this.peers, this.disks);
    this.wakes = new Float64Array(nodes).fill(NEVER);
    this.isUp = new Uint8Array(nodes).fill(1);
    this.lives = new Uint16Array(nodes);
    for (let index = 0; index < nodes; index++) this.peers.push(new VirtualPeer(index));
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

  /** Where a node is reached: one object each. */
  peer(index: number): Peer {
    return this.peers[index] as Peer;
  }

  /** Publishes a text at a node that is `settled`. Throws what Node.publish throws. */
  publish(index: number, text: string): Published {
    return this.act(index, (node) => node.publish(text));
  }

  /** Runs a command as one turn of a node that is up. Throws what the command throws. */
  act<T>(index: number, command: (node: Node) => T): T {
    const before = this.node(index).vectorVersion;
    this.turn = index;
    try {
      return this.carrier.act(index, this.now, command);
    } finally {
      this.endTurn(index, before);
    }
  }

  /** A new node at the next number, which `links` and `birth` must know by now. Returns the number. */
  add(): number {
    const index = this.peers.length;
    if (index === this.isUp.length) this.makeRoom(2 * index + 8);
    this.isUp[index] = 1;
    this.peers.push(new VirtualPeer(index));
    this.options.digest?.note(this.now, `add ${index}`);
    this.settle(index);
    return index;
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
    this.disks.resume(index, memory);
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

  /**
   * Lets time pass until the fact holds at the end of a ms (or stride), or `limit` ms are over, or there were `most` events, be it in its midst.
   * Returns whether it holds.
   */
  runUntil(fact: () => boolean, limit: number, most = Number.POSITIVE_INFINITY): boolean {
    const end = this.agenda.moment + limit;
    const pause = this.events + most;
    for (;;) {
      this.finishMoment(pause);
      if (this.isMidMoment) return false;
      if (fact()) return true;
      if (this.now >= end) return false;
      if (this.agenda.size === 0) this.agenda.skipTo(end);
      else this.agenda.tick(end);
    }
  }

  depart(parcel: Parcel, to: Peer, bytes: number): void {
    const { copies, watcher } = this.options;
    watcher?.departed?.(this.turn, parcel, bytes);
    this.send(parcel, to.port, bytes);
    for (let more = copies?.(this.turn, to.port, this.now) ?? 0; more > 0; more--) {
      this.copied++;
      this.send(parcel, to.port, bytes);
    }
  }

  wakeAt(deadline: number): void {
    if (deadline === Number.POSITIVE_INFINITY) return;
    const at = deadline <= this.now ? this.now : Math.ceil(deadline);
    const { turn } = this;
    if (this.wakes[turn] !== NEVER && (this.wakes[turn] as number) <= at) return;
    this.wakes[turn] = at;
    this.agenda.put(at, turn, WAKE_UP, undefined);
  }

  answerSoon(index: number, answer: DiskAnswer): void {
    this.agenda.put(this.now, index, DISK, answer);
  }

  wants(kind: EventKind): boolean {
    return this.options.digest !== undefined || this.options.watcher?.wants?.(kind, this.turn) === true;
  }

  emit(event: NodeEvent): void {
    const { digest, watcher } = this.options;
    digest?.event(this.now, this.turn, event);
    if (watcher?.wants?.(event.kind, this.turn)) watcher.event?.(this.turn, event);
  }

  private send(parcel: Parcel, to: number, bytes: number): void {
    const { digest, watcher, passage } = this.options;
    const { turn } = this;
    const delay = this.rule(turn, to, bytes, this.now);
    digest?.packet(this.now, turn, to, delay, this.carrier.bytesOf(parcel));
    watcher?.sent?.(turn, to, parcel, bytes, delay);
    if (delay === DROP) this.lost++;
    else this.agenda.put(this.now + delay, to, turn, passage === undefined ? parcel : passage.enter(parcel, turn, to, this.now));
  }

  /** Everything of this ms or stride, what it causes in it included; or a part of it, up to a number of events. */
  private finishMoment(pause: number): void {
    const { agenda } = this;
    this.isMidMoment = true;
    while (agenda.take()) {
      this.now = agenda.time;
      if (agenda.from === WAKE_UP) this.wakeIfDue(agenda.to);
      else if (agenda.from === DISK) this.disks.answer(agenda.to, agenda.slip as DiskAnswer);
      else this.arrive(agenda.to, agenda.from, agenda.slip as Freight);
      if (this.events >= pause) return;
    }
    this.isMidMoment = false;
    this.now = agenda.moment;
  }

  private arrive(to: number, from: number, freight: Freight): void {
    const { passage } = this.options;
    const parcel = passage === undefined ? (freight as Parcel) : passage.leave(freight, from, to);
    if (parcel === undefined) this.lost++;
    else this.deliver(to, from, parcel);
  }

  /** Hands a parcel to a node now. */
  deliver(to: number, from: number, parcel: Parcel): void {
    const { watcher } = this.options;
    if (this.isUp[to] === 0) {
      this.missed++;
      watcher?.missed?.(to, from, parcel);
      return;
    }
    this.events++;
    watcher?.received?.(to, parcel);
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
    this.accepted += gained;
    if (gained > 0) watcher?.accepted?.(index, gained);
    watcher?.turned?.(index);
  }

  /** A node begins a life. */
  settle(index: number): void {
    this.turn = index;
    this.carrier.settle(index, this.births.of(index, this.lives[index] as number, this.now));
  }

  private makeRoom(nodes: number): void {
    this.wakes = widened(this.wakes, new Float64Array(nodes).fill(NEVER));
    this.isUp = widened(this.isUp, new Uint8Array(nodes));
    this.lives = widened(this.lives, new Uint16Array(nodes));
  }
}
