import type { Peer, PeerList } from './context.js';

/**
 * The list of neighbours: configured ones first, learnt ones after them.
 *
 * Invariant: a peer is in the list once; one's own address is never in it.
 */
export class PeerTable {
  protected list: PeerList;
  protected configured: number;
  /** Whether `list` is this node's own and may be changed; else it is the one that was handed in. */
  private isOwnList = false;
  /** Places by peer, once there are many. */
  private places: Map<Peer, number> | undefined;

  constructor(configured: PeerList, isSelf: (peer: Peer) => boolean) {
    this.list = isClean(configured, isSelf) ? configured : [...new Set(configured as readonly Peer[])].filter((peer) => !isSelf(peer));
    this.configured = this.list.length;
  }

  /** Everybody, configured peers first; not to be changed by the caller. */
  get all(): PeerList {
    return this.list;
  }

  get count(): number {
    return this.list.length;
  }

  /** The peer at a place of `all`. */
  at(place: number): Peer {
    return this.list.at(place) as Peer;
  }

  get configuredCount(): number {
    return this.configured;
  }

  /** Whether a user has named the peer; everybody counts as named where the user has named nobody. */
  isNamed(peer: Peer): boolean {
    return this.configured === 0 || this.isConfigured(peer);
  }

  has(peer: Peer): boolean {
    return this.placeOf(peer) >= 0;
  }

  isConfigured(peer: Peer): boolean {
    const at = this.placeOf(peer);
    return at >= 0 && at < this.configured;
  }

  /** The list stores nothing: it was handed in like that, and nobody has changed it. */
  protected get isView(): boolean {
    return !isArray(this.list);
  }

  protected placeOf(peer: Peer): number {
    if (asked.table !== this || asked.peer !== peer) {
      asked.place = this.lookUp(peer);
      asked.table = this;
      asked.peer = peer;
    }
    return asked.place;
  }

  private lookUp(peer: Peer): number {
    const { list } = this;
    if (list.length <= FEW || !isArray(list)) return list.indexOf(peer);
    this.places ??= new Map(list.map((each, at) => [each, at]));
    return this.places.get(peer) ?? -1;
  }

  /** The list may be shared with others who never change it: the first change makes it this node's own. Called before every change. */
  private ownList(): Peer[] {
    asked.table = undefined;
    if (!this.isOwnList) this.list = [...this.list];
    this.isOwnList = true;
    return this.list as Peer[];
  }

  protected insert(at: number, peer: Peer): void {
    if (at === this.list.length) this.places?.set(peer, at);
    else this.places = undefined;
    this.ownList().splice(at, 0, peer);
  }

  protected cutOut(at: number): void {
    this.places = undefined;
    const less = this.isOwnList ? undefined : this.list.without?.(at);
    if (less === undefined) this.ownList().splice(at, 1);
    else this.list = less;
    asked.table = undefined;
  }

  protected replace(at: number, peer: Peer): void {
    const list = this.ownList();
    this.places?.delete(list[at] as Peer);
    this.places?.set(peer, at);
    list[at] = peer;
  }
}

/** The last question of any node: within one turn nearly all are about the same peer. */
const asked: { table: PeerTable | undefined; peer: Peer | undefined; place: number } = { table: undefined, peer: undefined, place: -1 };

/** Peers up to which looking through the list is quicker than a Map, and smaller. */
const FEW = 16;

function isArray(list: PeerList): list is readonly Peer[] {
  return Array.isArray(list);
}

function isClean(peers: PeerList, isSelf: (peer: Peer) => boolean): boolean {
  if (!isArray(peers)) return true;
  if (peers.length > FEW) return new Set(peers).size === peers.length && !peers.some(isSelf);
  for (let at = 0; at < peers.length; at++) if (isSelf(peers[at] as Peer) || peers.indexOf(peers[at] as Peer) !== at) return false;
  return true;
}
