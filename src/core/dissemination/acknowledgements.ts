import type { Context, Peer } from '../context.js';
import { Ability, type Rumor, type Status } from '../packet.js';
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
  readonly touched: Origin[];
  count: number;
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
    if (origin !== undefined && !owed.touched.includes(origin)) owed.touched.push(origin);
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
    const owed = { peer, touched: [], count: 0, hasNews: false, by: -1 };
    if (this.owing === undefined) this.owing = [owed];
    else this.owing.push(owed);
    return owed;
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
    const status = this.statusFor(owed, now);
    if (status !== undefined) this.context.outbox.send(status, owed.peer);
  }

  private statusFor(owed: Owed, now: number): Status | undefined {
    const { peer, touched } = owed;
    const { statusBytes } = this.settings;
    if (this.peers.can(peer, Ability.bundles) && touched.length > 0) return this.vector.only(touched.map((origin) => origin.want));
    if (this.peers.dialect(peer) === 'reference') return this.vector.forReference();
    if (this.vector.fits(statusBytes)) return this.vector.all();
    if (!owed.hasNews && !this.mayRepeat(peer, now)) return undefined;
    return this.vector.asMuchAsFits(touched, statusBytes);
  }

  /**
   * A peer that reads no parts takes one for the whole and answers it with what it did not find in it. To answer that with another
   * part would go on for ever: only news is acknowledged, and old rumors once in a while.
   */
  private mayRepeat(peer: Peer, now: number): boolean {
    this.repeated ??= new Map();
    if (now - (this.repeated.get(peer) ?? Number.NEGATIVE_INFINITY) < this.settings.ackTimeout) return false;
    this.repeated.set(peer, now);
    return true;
  }
}
