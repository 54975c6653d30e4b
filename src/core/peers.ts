import { Acquaintances } from './acquaintances.js';
import { BOUNDS } from './bounds.js';
import type { Context, Peer, PeerList } from './context.js';
import { PeersterError } from './errors.js';
import type { Dialect, Status } from './packet.js';
import type { Random } from './random.js';
import { PeerTable } from './peer-table.js';
import type { Settings } from './settings.js';

/** Who has to do with peers, and lets go of what is under way to one that is dropped. */
interface Owner {
  onDropped(peer: Peer): void;
}

export interface PeerInfo {
  readonly peer: Peer;
  readonly configured: boolean;
  /** Monotonic ms; undefined: never. */
  readonly heardAt: number | undefined;
  /** undefined until a Status of it was seen. */
  readonly dialect: Dialect | undefined;
  readonly abilities: number;
}

/**
 * The neighbours: configured ones first, learnt ones after them. Alone owns a peer's dialect and abilities.
 *
 * Invariant 1: a peer is in the list once; one's own address is never in it.
 * Invariant 2: configured peers stay until they are removed; learnt ones are at most BOUNDS.learntPeers.
 */
export class Peers extends PeerTable {
  /** None while nobody was heard. */
  private known: Acquaintances | undefined;
  private random: Random | undefined;
  /** The name up to which a peer has been told a vector that goes in parts. */
  private told: Map<Peer, string> | undefined;

  constructor(
    private readonly context: Context,
    private readonly settings: Settings,
    private readonly isSelf: (peer: Peer) => boolean,
    configured: PeerList,
    private readonly owner: Owner,
  ) {
    super(configured, isSelf);
  }

  /** See `Node.touch`. */
  touch(): number {
    return this.list.length + (this.known === undefined ? 0 : this.known.touch());
  }

  /** Notes that a valid packet of `peer` came, and learns the peer if it is new. */
  hear(peer: Peer): void {
    const { now } = this.context;
    const { known } = this;
    const row = known === undefined ? -1 : known.find(peer, this.placeOf(peer));
    if (known === undefined || row < 0) return this.meet(peer);
    if (now - known.heardAt(row) > this.absence) known.setMissing(row);
    known.hear(row, now);
  }

  /** Nothing was heard of it for a while (or ever) before the last packet, and nobody has brought it up to date since. */
  wasAway(peer: Peer): boolean {
    const row = this.rowOf(peer);
    return row >= 0 && (this.known as Acquaintances).wasAway(row);
  }

  /** It was silent for long before its last packet, although it was known: it has been away, and is not merely new. */
  wasMissing(peer: Peer): boolean {
    const row = this.rowOf(peer);
    return row >= 0 && (this.known as Acquaintances).wasMissing(row);
  }

  /** It is brought up to date. */
  isBack(peer: Peer): void {
    const row = this.rowOf(peer);
    if (row >= 0) this.known?.setBack(row);
  }

  /** Notes that a peer is shown a Status that tells our abilities. Returns whether that is the first since its abilities are known. */
  greet(peer: Peer): boolean {
    const row = this.rowOf(peer);
    if (this.known === undefined || row < 0 || this.known.isGreeted(row)) return false;
    this.known.setGreeted(row);
    return true;
  }

  /** The name up to which it has been told a vector that goes in parts; '' at its beginning. */
  toldUpTo(peer: Peer): string {
    return this.told?.get(peer) ?? '';
  }

  noteTold(peer: Peer, upTo: string): void {
    this.told ??= new Map();
    if (upTo === '') this.told.delete(peer);
    else this.told.set(peer, upTo);
  }

  /** Reads from a Status what kind of node sent it. It was heard. */
  recognise(status: Status, from: Peer): void {
    const dialect = status.route === undefined ? 'course' : 'reference';
    this.known?.recognise(this.rowOf(from), dialect, this.settings.extensions === 0 ? 0 : status.abilities);
  }

  /** Whether a peer has announced an ability. */
  can(peer: Peer, ability: number): boolean {
    const row = this.rowOf(peer);
    return row >= 0 && ((this.known as Acquaintances).abilities(row) & ability) !== 0;
  }

  dialect(peer: Peer): Dialect {
    const row = this.rowOf(peer);
    return (row < 0 ? undefined : this.known?.dialect(row)) ?? 'course';
  }

  /** Makes a peer a configured one. One's own address is ignored: it is no peer. */
  add(peer: Peer): PeerInfo | undefined {
    if (this.isSelf(peer)) return undefined;
    const at = this.placeOf(peer);
    if (at < 0 || at >= this.configured) {
      if (this.configured >= BOUNDS.configuredPeers)
        throw new PeersterError('TOO_MANY_PEERS', `a node has at most ${BOUNDS.configuredPeers} configured peers; remove one first`);
      const known = at < 0 ? [] : this.takeOut(at, peer);
      this.putIn(this.configured++, peer, known);
    }
    return this.info(peer, true);
  }

  remove(peer: Peer): boolean {
    const at = this.placeOf(peer);
    if (at < 0) return false;
    this.takeOut(at, peer);
    this.told?.delete(peer);
    if (at < this.configured) this.configured--;
    if (this.context.outbox.wants('peer-removed')) this.context.outbox.emit({ kind: 'peer-removed', peer });
    return true;
  }

  describe(): readonly PeerInfo[] {
    return Array.from(this.all, (peer, at) => this.info(peer, at < this.configured));
  }

  /**
   * A random peer other than `except`; undefined when there is none. Learnt peers that have been silent for long are tried ever
   * more rarely: one silent for k times the limit is taken with probability 1/k.
   */
  pick(except: Peer | undefined): Peer | undefined {
    const { list } = this;
    const others = list.length - (except !== undefined && this.has(except) ? 1 : 0);
    if (others === 0) return undefined;
    this.random ??= this.context.random.fork('peers');
    const choice = this.breadth(except);
    for (let tries = 0; ; tries++) {
      const at = this.random.below(choice);
      const peer = list.at(at) as Peer;
      if (peer === except) continue;
      if (at < this.configured || tries >= PATIENCE || this.isWorthTrying(peer)) return peer;
    }
  }

  /**
   * From how many of the list to pick. Anybody can invent addresses, and so learnt peers in any number: where they are the most, every
   * other pick is among those that the user named.
   */
  private breadth(except: Peer | undefined): number {
    const { configured, list } = this;
    if (list.length <= Math.max(2 * configured, CROWD)) return list.length;
    const others = configured - (except !== undefined && this.isConfigured(except) ? 1 : 0);
    return others > 0 && (this.random as Random).chance(0.5) ? configured : list.length;
  }

  private isWorthTrying(learnt: Peer): boolean {
    const silence = this.context.now - (this.lastHeard(learnt) ?? Number.NEGATIVE_INFINITY);
    const limit = this.settings.silentPeriods * (this.settings.antiEntropy || 1_000);
    return silence <= limit || (this.random as Random).chance(limit / silence);
  }

  /** How long a silence makes a peer one that was away: clearly more than two periods of anti-entropy. */
  private get absence(): number {
    return Math.max(2_500, 2.5 * this.settings.antiEntropy);
  }

  private meet(peer: Peer): void {
    if (!this.has(peer)) this.learn(peer);
    this.known ??= new Acquaintances(this.list.length, this.isView && this.list.length > MANY);
    this.known.meet(peer, this.placeOf(peer), this.context.now);
  }

  private learn(peer: Peer): void {
    const { outbox } = this.context;
    if (this.list.length - this.configured >= BOUNDS.learntPeers) this.putInPlaceOfLongestSilent(peer);
    else this.putIn(this.list.length, peer, []);
    if (outbox.wants('peer-learnt')) outbox.emit({ kind: 'peer-learnt', peer });
  }

  /** In its very place, because whoever invents addresses makes this happen with every datagram. */
  private putInPlaceOfLongestSilent(peer: Peer): void {
    const { list } = this;
    let worst = this.configured;
    let longest = this.lastHeard(this.at(worst)) ?? 0;
    for (let at = worst + 1; at < list.length; at++) {
      const heardAt = this.lastHeard(this.at(at)) ?? 0;
      if (heardAt >= longest) continue;
      worst = at;
      longest = heardAt;
    }
    const dropped = this.at(worst);
    this.replace(worst, peer);
    this.known?.forget(dropped, worst);
    this.told?.delete(dropped);
    this.owner.onDropped(dropped);
    if (this.context.outbox.wants('peer-removed')) this.context.outbox.emit({ kind: 'peer-removed', peer: dropped });
  }

  /** Ms; undefined if it was never heard. */
  private lastHeard(peer: Peer): number | undefined {
    const row = this.rowOf(peer);
    return row < 0 ? undefined : this.known?.heardAt(row);
  }

  /** −1 for one that was not heard. */
  private rowOf(peer: Peer): number {
    return this.known === undefined ? -1 : this.known.find(peer, this.placeOf(peer));
  }

  private putIn(at: number, peer: Peer, known: readonly number[]): void {
    this.insert(at, peer);
    this.known?.insert(at, known);
  }

  private takeOut(at: number, peer: Peer): readonly number[] {
    this.cutOut(at);
    return this.known?.remove(peer, at) ?? [];
  }

  private info(peer: Peer, configured: boolean): PeerInfo {
    const row = this.rowOf(peer);
    const { known } = this;
    if (known === undefined || row < 0) return { peer, configured, heardAt: undefined, dialect: undefined, abilities: 0 };
    return { peer, configured, heardAt: known.heardAt(row), dialect: known.dialect(row), abilities: known.abilities(row) };
  }
}

/** Draws of silent peers in a row after which one is taken all the same. */
const PATIENCE = 16;

/** Peers up to which it does not matter who named them. */
const CROWD = 64;

/** Peers of a view from which on most will never be heard. */
const MANY = 64;
