import { BOUNDS } from './bounds.js';
import type { Context, Peer } from './context.js';
import { PeersterError } from './errors.js';
import type { Dialect, Status } from './packet.js';
import type { Random } from './random.js';
import type { Settings } from './settings.js';
import { SmallMap } from './small-map.js';

/** What a node knows of a peer that it has heard from. */
export interface Acquaintance {
  readonly peer: Peer;
  heardAt: number;
  /** Nothing was heard for a while (or ever) before the last packet; whoever brings it up to date clears it. */
  wasAway: boolean;
  dialect: Dialect | undefined;
  abilities: number;
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
  private list: Peer[];
  private configured: number;
  private readonly heard = new SmallMap<Peer, Acquaintance>();
  private random: Random | undefined;

  constructor(
    private readonly context: Context,
    private readonly settings: Settings,
    private readonly isSelf: (peer: Peer) => boolean,
    configured: readonly Peer[],
  ) {
    this.list = [...new Set(configured)].filter((peer) => !isSelf(peer));
    this.configured = this.list.length;
  }

  /** Everybody, configured peers first; not to be changed by the caller. */
  get all(): readonly Peer[] {
    return this.list;
  }

  get configuredCount(): number {
    return this.configured;
  }

  acquaintance(peer: Peer): Acquaintance | undefined {
    return this.heard.get(peer);
  }

  /** Notes that a valid packet of `peer` came, and learns the peer if it is new. */
  hear(peer: Peer): Acquaintance {
    const { now } = this.context;
    const known = this.heard.get(peer);
    if (known === undefined) return this.meet(peer);
    if (now - known.heardAt > this.absence) known.wasAway = true;
    known.heardAt = now;
    return known;
  }

  has(peer: Peer): boolean {
    return this.heard.get(peer) !== undefined || this.list.includes(peer);
  }

  /** Reads from a Status what kind of node sent it. */
  recognise(status: Status, from: Acquaintance): void {
    from.dialect = status.route === undefined ? 'course' : 'reference';
    from.abilities = this.settings.extensions === 0 ? 0 : status.abilities;
  }

  /** Whether a peer has announced an ability. */
  can(peer: Peer, ability: number): boolean {
    const known = this.heard.get(peer);
    return known !== undefined && (known.abilities & ability) !== 0;
  }

  dialect(peer: Peer): Dialect {
    return this.heard.get(peer)?.dialect ?? 'course';
  }

  /** Makes a peer a configured one. One's own address is ignored: it is no peer. */
  add(peer: Peer): PeerInfo | undefined {
    if (this.isSelf(peer)) return undefined;
    const at = this.list.indexOf(peer);
    if (at < 0 || at >= this.configured) {
      if (this.configured >= BOUNDS.configuredPeers)
        throw new PeersterError('TOO_MANY_PEERS', `a node has at most ${BOUNDS.configuredPeers} configured peers; remove one first`);
      if (at >= 0) this.list.splice(at, 1);
      this.list.splice(this.configured++, 0, peer);
    }
    return this.info(peer, true);
  }

  remove(peer: Peer): boolean {
    const at = this.list.indexOf(peer);
    if (at < 0) return false;
    this.list.splice(at, 1);
    if (at < this.configured) this.configured--;
    this.heard.delete(peer);
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
    const others = list.length - (except !== undefined && list.includes(except) ? 1 : 0);
    if (others === 0) return undefined;
    this.random ??= this.context.random.fork('peers');
    for (let tries = 0; ; tries++) {
      const at = this.random.below(list.length);
      const peer = list[at] as Peer;
      if (peer === except) continue;
      if (at < this.configured || tries >= PATIENCE || this.isWorthTrying(peer)) return peer;
    }
  }

  private isWorthTrying(learnt: Peer): boolean {
    const silence = this.context.now - (this.heard.get(learnt)?.heardAt ?? Number.NEGATIVE_INFINITY);
    const limit = this.settings.silentPeriods * (this.settings.antiEntropy || 1_000);
    return silence <= limit || (this.random as Random).chance(limit / silence);
  }

  /** How long a silence makes a peer one that was away: clearly more than two periods of anti-entropy. */
  private get absence(): number {
    return Math.max(2_500, 2.5 * this.settings.antiEntropy);
  }

  private meet(peer: Peer): Acquaintance {
    if (!this.list.includes(peer)) this.learn(peer);
    return this.heard.add(peer, { peer, heardAt: this.context.now, wasAway: true, dialect: undefined, abilities: 0 });
  }

  private learn(peer: Peer): void {
    if (this.list.length - this.configured >= BOUNDS.learntPeers) this.dropLongestSilent();
    this.list.push(peer);
    if (this.context.outbox.wants('peer-learnt')) this.context.outbox.emit({ kind: 'peer-learnt', peer });
  }

  private dropLongestSilent(): void {
    let worst = this.list[this.configured] as Peer;
    for (let at = this.configured + 1; at < this.list.length; at++) {
      const peer = this.list[at] as Peer;
      if ((this.heard.get(peer)?.heardAt ?? 0) < (this.heard.get(worst)?.heardAt ?? 0)) worst = peer;
    }
    this.remove(worst);
  }

  private info(peer: Peer, configured: boolean): PeerInfo {
    const known = this.heard.get(peer);
    return { peer, configured, heardAt: known?.heardAt, dialect: known?.dialect, abilities: known?.abilities ?? 0 };
  }
}

/** Draws of silent peers in a row after which one is taken all the same. */
const PATIENCE = 16;
