import { BOUNDS } from '../bounds.js';
import type { Peer } from '../context.js';
import { Few } from '../few.js';
import { Ability, type Rumor, want } from '../packet.js';
import { Pool } from '../pool.js';
import type { Timer } from '../timers.js';
import type { Parts } from './dissemination.js';
import type { Flow } from './flow.js';
import { Owed } from './owed.js';

/**
 * The Statuses that answer rumors: one per peer and turn. A peer that reads bundles sends many at a time and reads differences,
 * so its Status may wait a little for more and names only the origins concerned.
 */
export class Acknowledgements extends Few<Owed> implements Timer {
  deadline = 0;
  isArmed = false;
  next: Timer | undefined;
  /** When peers that read no differences were last told; only where the vector is large. */
  private told: Map<Peer, number> | undefined;

  constructor(
    private readonly parts: Parts,
    private readonly flow: Flow,
  ) {
    super();
  }

  /** A rumor came from the peer. */
  owe(peer: Peer, rumor: Rumor, isNew: boolean): void {
    const owed = this.owedTo(peer);
    owed.count++;
    if (isNew) owed.hasNews = true;
    const origin = this.parts.rumors.origins.find(rumor.origin);
    if (origin !== undefined) owed.touch(origin);
    else this.noteStrange(owed, rumor);
  }

  /** Sends what is due; what may wait is left for later. */
  endTurn(): void {
    if (this.size === 0) return;
    const { now } = this.parts.context;
    let waiting = 0;
    for (let at = 0; at < this.size; at++) {
      const owed = this.at(at);
      if (this.mayWait(owed, now)) this.set(waiting++, owed);
      else this.settle(owed, now);
    }
    this.cut(waiting);
    if (waiting === 0) this.parts.context.timers.disarm(this);
  }

  fire(): void {
    this.endTurn();
  }

  /** The peer has gone: nothing is owed to it. */
  forget(peer: Peer): void {
    let kept = 0;
    for (let at = 0; at < this.size; at++) if (this.at(at).peer !== peer) this.set(kept++, this.at(at));
    this.cut(kept);
    this.told?.delete(peer);
  }

  private owedTo(peer: Peer): Owed {
    for (let at = 0; at < this.size; at++) if (this.at(at).peer === peer) return this.at(at);
    const owed = pool.take() ?? new Owed(peer);
    owed.peer = peer;
    this.push(owed);
    return owed;
  }

  /** The first rumor of an origin that is not known after it came was refused: there is no room for it. */
  private noteStrange(owed: Owed, { origin, id }: Rumor): void {
    if (id === 1) owed.refused++;
    owed.strange ??= [];
    owed.strange.push(want(origin, id === 1 ? 2 : 1));
  }

  private mayWait(owed: Owed, now: number): boolean {
    const { ackDelay, bundleWindow } = this.parts.settings;
    if (ackDelay === 0 || owed.count * 4 >= bundleWindow || !this.isPatient(owed)) return false;
    if (owed.by < 0) owed.by = now + ackDelay;
    if (owed.by <= now) return false;
    if (!this.isArmed || owed.by < this.deadline) this.parts.context.timers.arm(this, owed.by);
    return true;
  }

  /**
   * A peer that reads bundles knows of the wait. Others must wait only under load and only with what was known here before: they send
   * what somebody else brings anyway, and had better send less of it.
   */
  private isPatient(owed: Owed): boolean {
    return this.parts.peers.can(owed.peer, Ability.bundles) || (!owed.hasNews && this.flow.isLoaded);
  }

  private settle(owed: Owed, now: number): void {
    this.acknowledge(owed, now);
    owed.end();
    pool.put(owed);
  }

  private acknowledge(owed: Owed, now: number): void {
    const { peer } = owed;
    if (this.parts.peers.can(peer, Ability.bundles)) return this.tellDifference(owed);
    if (!this.mayTell(owed, now)) return;
    const { statusBytes } = this.parts.settings;
    this.parts.context.outbox.send(
      this.parts.vector.whole(owed.touched, statusBytes, this.parts.peers.dialect(peer) === 'reference'),
      peer,
    );
  }

  /**
   * Each Status that shows a lack draws a rumor from a Go node, which draws a Status: two such rounds with one peer bring the same rumors
   * twice, for ever, and a large vector makes that dear. So what is old is not acknowledged again at once: one of the rounds ends. A
   * vector that does not fit is taken for the whole and draws what is left out of it, and one without room draws what it refuses:
   * these would go round without end, and old rumors are acknowledged once in a while.
   */
  private mayTell({ peer, refused, count, hasNews }: Owed, now: number): boolean {
    if (refused < count && this.parts.vector.fits(CHEAP)) return true;
    const isFruitless = refused === count || !this.parts.vector.fits(this.parts.settings.statusBytes);
    const pause = hasNews ? 0 : isFruitless ? this.parts.settings.ackTimeout : this.parts.settings.retransmitMin;
    if (this.told === undefined || this.told.size > BOUNDS.learntPeers) this.told = new Map();
    if (now - (this.told.get(peer) ?? Number.NEGATIVE_INFINITY) < pause) return false;
    this.told.set(peer, now);
    return true;
  }

  private tellDifference(owed: Owed): void {
    const { peer, strange, single } = owed;
    if (single !== undefined) return this.parts.context.outbox.send(this.parts.vector.alone(single.want), peer);
    const wants = owed.touched.map((origin) => origin.want);
    if (strange !== undefined) wants.push(...strange);
    for (let from = 0; from < wants.length; from += MOST_TOLD)
      this.parts.context.outbox.send(this.parts.vector.only(wants.length <= MOST_TOLD ? wants : wants.slice(from, from + MOST_TOLD)), peer);
  }
}

const pool = new Pool<Owed>(1 << 18);

/** Bytes up to which a Status may be sent for every rumor. */
const CHEAP = 4_096;

/** Entries of one Status; with the longest names they just fit a datagram. */
const MOST_TOLD = 240;
