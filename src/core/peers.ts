import { BOUNDS } from './bounds.js';
import type { Context, Peer } from './context.js';
import { PeersterError } from './errors.js';
import type { Dialect, Status } from './packet.js';
import type { Random } from './random.js';
import type { Settings } from './settings.js';

/** Who has to do with peers, and lets go of what is under way to one that is dropped. */
interface Owner {
  onDropped(peer: Peer): void;
}

/** What a node knows of a peer that it has heard from. */
export interface Acquaintance {
  /** Monotonic ms. */
  heardAt: number;
  /** Nothing was heard for a while (or ever) before the last packet; whoever brings it up to date clears it. */
  wasAway: boolean;
  dialect: Dialect | undefined;
  abilities: number;
  /** It has been shown a Status since its abilities are known, and so knows ours. */
  isGreeted: boolean;
  /** The name up to which it has been told a vector that goes in parts; '' at its beginning. */
  toldUpTo: string;
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
export class Peers {
  private list: readonly Peer[];
  /** Whether `list` is this node's own and may be changed; else it is the one that was handed in. */
  private isOwnList = false;
  private configured: number;
  /** By place in `list`; none while nobody was heard. */
  private heard: (Acquaintance | undefined)[] | undefined;
  /** Places by peer, once there are many. */
  private places: Map<Peer, number> | undefined;
  private random: Random | undefined;

  constructor(
    private readonly context: Context,
    private readonly settings: Settings,
    private readonly isSelf: (peer: Peer) => boolean,
    configured: readonly Peer[],
    private readonly owner: Owner,
  ) {
    this.list = isClean(configured, isSelf) ? configured : [...new Set(configured)].filter((peer) => !isSelf(peer));
    this.configured = this.list.length;
  }

  /** Everybody, configured peers first; not to be changed by the caller. */
  get all(): readonly Peer[] {
    return this.list;
  }

  get configuredCount(): number {
    return this.configured;
  }

  /** Whether a user has named the peer; everybody counts as named where the user has named nobody. */
  isNamed(peer: Peer): boolean {
    return this.configured === 0 || this.isConfigured(peer);
  }

  acquaintance(peer: Peer): Acquaintance | undefined {
    return this.heard?.[this.placeOf(peer)];
  }

  /** Notes that a valid packet of `peer` came, and learns the peer if it is new. */
  hear(peer: Peer): Acquaintance {
    const { now } = this.context;
    const known = this.acquaintance(peer);
    if (known === undefined) return this.meet(peer);
    if (now - known.heardAt > this.absence) known.wasAway = true;
    known.heardAt = now;
    return known;
  }

  has(peer: Peer): boolean {
    return this.placeOf(peer) >= 0;
  }

  isConfigured(peer: Peer): boolean {
    const at = this.placeOf(peer);
    return at >= 0 && at < this.configured;
  }

  /** Reads from a Status what kind of node sent it. */
  recognise(status: Status, from: Acquaintance): void {
    from.dialect = status.route === undefined ? 'course' : 'reference';
    from.abilities = this.settings.extensions === 0 ? 0 : status.abilities;
  }

  /** Whether a peer has announced an ability. */
  can(peer: Peer, ability: number): boolean {
    const known = this.acquaintance(peer);
    return known !== undefined && (known.abilities & ability) !== 0;
  }

  dialect(peer: Peer): Dialect {
    return this.acquaintance(peer)?.dialect ?? 'course';
  }

  /** Makes a peer a configured one. One's own address is ignored: it is no peer. */
  add(peer: Peer): PeerInfo | undefined {
    if (this.isSelf(peer)) return undefined;
    const at = this.placeOf(peer);
    if (at < 0 || at >= this.configured) {
      if (this.configured >= BOUNDS.configuredPeers)
        throw new PeersterError('TOO_MANY_PEERS', `a node has at most ${BOUNDS.configuredPeers} configured peers; remove one first`);
      const known = at < 0 ? undefined : this.takeOut(at);
      this.putIn(this.configured++, peer, known);
    }
    return this.info(peer, true);
  }

  remove(peer: Peer): boolean {
    const at = this.placeOf(peer);
    if (at < 0) return false;
    this.takeOut(at);
    if (at < this.configured) this.configured--;
    if (this.context.outbox.wants('peer-removed')) this.context.outbox.emit({ kind: 'peer-removed', peer });
    return true;
  }

  describe(): readonly PeerInfo[] {
    return this.list.map((peer, at) => this.info(peer, at < this.configured));
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
      const peer = list[at] as Peer;
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
    const silence = this.context.now - (this.acquaintance(learnt)?.heardAt ?? Number.NEGATIVE_INFINITY);
    const limit = this.settings.silentPeriods * (this.settings.antiEntropy || 1_000);
    return silence <= limit || (this.random as Random).chance(limit / silence);
  }

  /** How long a silence makes a peer one that was away: clearly more than two periods of anti-entropy. */
  private get absence(): number {
    return Math.max(2_500, 2.5 * this.settings.antiEntropy);
  }

  private meet(peer: Peer): Acquaintance {
    if (!this.has(peer)) this.learn(peer);
    const acquaintance = { heardAt: this.context.now, wasAway: true, dialect: undefined, abilities: 0, isGreeted: false, toldUpTo: '' };
    this.heard ??= new Array<Acquaintance | undefined>(this.list.length).fill(undefined);
    this.heard[this.placeOf(peer)] = acquaintance;
    return acquaintance;
  }

  private learn(peer: Peer): void {
    const { outbox } = this.context;
    if (this.list.length - this.configured >= BOUNDS.learntPeers) this.putInPlaceOfLongestSilent(peer);
    else this.putIn(this.list.length, peer, undefined);
    if (outbox.wants('peer-learnt')) outbox.emit({ kind: 'peer-learnt', peer });
  }

  /** In its very place, because whoever invents addresses makes this happen with every datagram. */
  private putInPlaceOfLongestSilent(peer: Peer): void {
    let worst = this.configured;
    for (let at = worst + 1; at < this.list.length; at++) if (this.heardAt(at) < this.heardAt(worst)) worst = at;
    const dropped = this.list[worst] as Peer;
    this.ownList()[worst] = peer;
    if (this.heard !== undefined) this.heard[worst] = undefined;
    this.places?.delete(dropped);
    this.owner.onDropped(dropped);
    this.places?.set(peer, worst);
    if (this.context.outbox.wants('peer-removed')) this.context.outbox.emit({ kind: 'peer-removed', peer: dropped });
  }

  private heardAt(place: number): number {
    return this.heard?.[place]?.heardAt ?? 0;
  }

  private placeOf(peer: Peer): number {
    if (this.list.length <= FEW) return this.list.indexOf(peer);
    this.places ??= new Map(this.list.map((each, at) => [each, at]));
    return this.places.get(peer) ?? -1;
  }

  /** The list may be shared with others who never change it: the first change makes it this node's own. */
  private ownList(): Peer[] {
    if (!this.isOwnList) this.list = [...this.list];
    this.isOwnList = true;
    return this.list as Peer[];
  }

  private putIn(at: number, peer: Peer, known: Acquaintance | undefined): void {
    if (at === this.list.length) this.places?.set(peer, at);
    else this.places = undefined;
    this.ownList().splice(at, 0, peer);
    this.heard?.splice(at, 0, known);
  }

  private takeOut(at: number): Acquaintance | undefined {
    this.places = undefined;
    this.ownList().splice(at, 1);
    return this.heard?.splice(at, 1)[0];
  }

  private info(peer: Peer, configured: boolean): PeerInfo {
    const known = this.acquaintance(peer);
    return { peer, configured, heardAt: known?.heardAt, dialect: known?.dialect, abilities: known?.abilities ?? 0 };
  }
}

/** Draws of silent peers in a row after which one is taken all the same. */
const PATIENCE = 16;

/** Peers up to which it does not matter who named them. */
const CROWD = 64;

/** Peers up to which looking through the list is quicker than a Map, and smaller. */
const FEW = 16;

function isClean(peers: readonly Peer[], isSelf: (peer: Peer) => boolean): boolean {
  if (peers.length > FEW) return new Set(peers).size === peers.length && !peers.some(isSelf);
  for (let at = 0; at < peers.length; at++) if (isSelf(peers[at] as Peer) || peers.indexOf(peers[at] as Peer) !== at) return false;
  return true;
}
