import type { Context, Peer } from '../context.js';
import { BOUNDS } from '../bounds.js';
import { Ability, type Rumor, type Status, type Want, want } from '../packet.js';
import type { Peers } from '../peers.js';
import type { Origin } from '../rumors/origin.js';
import type { Rumors } from '../rumors/rumors.js';
import type { Vector } from '../rumors/vector.js';
import type { Settings } from '../settings.js';
import type { Timer } from '../timers.js';

/** Rumors of one peer that wait for their Status. */
interface Owed {
  readonly peer: Peer;
  /** Origins of these rumors. */
  readonly touched: Set<Origin>;
  /** What a peer that reads differences is told of origins not known here. A refused one is called held, or it would come again and again. */
  strange: Want[] | undefined;
  count: number;
  /** How many of them found no room. */
  refused: number;
  /** One of them was new. */
  hasNews: boolean;
  /** When the Status is due at the latest: ms; −1 while that is not decided. */
  by: number;
}

/**
 * The Statuses that answer rumors: one per peer and turn. A peer that reads bundles sends many at a time and reads differences,
 * so its Status may wait a little for more and names only the origins concerned.
 */
export class Acknowledgements implements Timer {
  deadline = Number.POSITIVE_INFINITY;
  armed = 0;
  next: Timer | undefined;
  private owing: Owed[] | undefined;
  /** When peers that read no parts were last told a part although there was no news; only where the vector is too large. */
  private repeated: Map<Peer, number> | undefined;

  constructor(
    private readonly context: Context,
    private readonly settings: Settings,
    private readonly peers: Peers,
    private readonly rumors: Rumors,
    private readonly vector: Vector,
  ) {}

  /** A rumor came from the peer. */
  owe(peer: Peer, rumor: Rumor, isNew: boolean): void {
    const owed = this.owedTo(peer);
    owed.count++;
    if (isNew) owed.hasNews = true;
    const origin = this.rumors.origins.find(rumor.origin);
    if (origin !== undefined) owed.touched.add(origin);
    else this.noteStrange(owed, rumor);
  }

  /** Sends what is due; what may wait is left for later. */
  endTurn(): void {
    const { owing } = this;
    if (owing === undefined) return;
    const { now } = this.context;
    let waiting = 0;
    for (const owed of owing) {
      if (this.mayWait(owed, now)) owing[waiting++] = owed;
      else this.acknowledge(owed, now);
    }
    if (waiting === 0) this.owing = undefined;
    else owing.length = waiting;
  }

  fire(): void {
    this.endTurn();
  }

  /** The peer has gone: nothing is owed to it. */
  forget(peer: Peer): void {
    this.owing = this.owing?.filter((owed) => owed.peer !== peer);
    this.repeated?.delete(peer);
  }

  private owedTo(peer: Peer): Owed {
    if (this.owing !== undefined) for (const owed of this.owing) if (owed.peer === peer) return owed;
    const owed = { peer, touched: new Set<Origin>(), strange: undefined, count: 0, refused: 0, hasNews: false, by: -1 };
    if (this.owing === undefined) this.owing = [owed];
    else this.owing.push(owed);
    return owed;
  }

  /** The first rumor of an origin that is not known after it came was refused: there is no room for it. */
  private noteStrange(owed: Owed, { origin, id }: Rumor): void {
    if (id === 1) owed.refused++;
    owed.strange ??= [];
    owed.strange.push(want(origin, id === 1 ? 2 : 1));
  }

  private mayWait(owed: Owed, now: number): boolean {
    const { ackDelay, bundleWindow } = this.settings;
    if (ackDelay === 0 || owed.count * 4 >= bundleWindow || !this.peers.can(owed.peer, Ability.bundles)) return false;
    if (owed.by < 0) owed.by = now + ackDelay;
    if (owed.by <= now) return false;
    if (owed.by < this.deadline) this.context.timers.arm(this, owed.by);
    return true;
  }

  private acknowledge(owed: Owed, now: number): void {
    const { peer, touched, refused, count, hasNews } = owed;
    if (this.peers.can(peer, Ability.bundles)) return this.tellDifference(owed);
    const { statusBytes } = this.settings;
    const isProgress = refused < count && (hasNews || this.vector.fits(statusBytes));
    if (!isProgress && !this.mayRepeat(peer, now)) return;
    this.context.outbox.send(this.vector.whole([...touched], statusBytes, this.peers.dialect(peer) === 'reference'), peer);
  }

  private tellDifference({ peer, touched, strange }: Owed): void {
    const wants = Array.from(touched, (origin) => origin.want);
    if (strange !== undefined) wants.push(...strange);
    for (let from = 0; from < wants.length; from += MOST_TOLD)
      this.context.outbox.send(this.vector.only(wants.length <= MOST_TOLD ? wants : wants.slice(from, from + MOST_TOLD)), peer);
  }

  /**
   * A peer that reads no parts takes one for the whole and answers it with what it did not find in it. To answer that with another
   * part would go on for ever: only news is acknowledged, and old rumors once in a while.
   */
  private mayRepeat(peer: Peer, now: number): boolean {
    if (this.repeated === undefined || this.repeated.size > BOUNDS.learntPeers) this.repeated = new Map();
    if (now - (this.repeated.get(peer) ?? Number.NEGATIVE_INFINITY) < this.settings.ackTimeout) return false;
    this.repeated.set(peer, now);
    return true;
  }
}

/** Entries of one Status; with the longest names they just fit a datagram. */
const MOST_TOLD = 240;
