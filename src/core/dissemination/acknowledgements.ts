import type { Context } from '../context.js';
import { Ability, type Rumor, type Status } from '../packet.js';
import type { Peers } from '../peers.js';
import type { Rumors } from '../rumors/rumors.js';
import type { Vector } from '../rumors/vector.js';
import type { Settings } from '../settings.js';
import type { Timer } from '../timers.js';
import type { Exchange } from './exchange.js';

/**
 * The Statuses that answer rumors: one per peer and turn. A peer that reads bundles sends many at a time and reads differences,
 * so its Status may wait a little for more and names only the origins concerned.
 */
export class Acknowledgements implements Timer {
  deadline = Number.POSITIVE_INFINITY;
  armed = 0;
  private owing: Exchange[] = [];

  constructor(
    private readonly context: Context,
    private readonly settings: Settings,
    private readonly peers: Peers,
    private readonly rumors: Rumors,
    private readonly vector: Vector,
  ) {}

  /** A rumor came from the peer. */
  owe(exchange: Exchange, rumor: Rumor, isNew: boolean): void {
    if (exchange.owed++ === 0) this.owing.push(exchange);
    if (isNew) exchange.owesNews = true;
    const origin = this.rumors.origins.find(rumor.origin);
    if (origin !== undefined && !exchange.touched.includes(origin)) exchange.touched.push(origin);
  }

  /** Sends what is due; what may wait is left for later. */
  endTurn(): void {
    if (this.owing.length === 0) return;
    const { now } = this.context;
    let waiting = 0;
    for (const exchange of this.owing) {
      if (exchange.owed === 0) continue;
      if (this.mayWait(exchange, now)) this.owing[waiting++] = exchange;
      else this.acknowledge(exchange, now);
    }
    this.owing.length = waiting;
  }

  fire(): void {
    this.endTurn();
  }

  /** The Status is said already, by another that goes to the same peer now. */
  settle(exchange: Exchange): void {
    exchange.owed = 0;
    exchange.owesNews = false;
    exchange.owedBy = Number.POSITIVE_INFINITY;
    exchange.touched.length = 0;
  }

  private mayWait(exchange: Exchange, now: number): boolean {
    const { ackDelay, bundleWindow } = this.settings;
    if (ackDelay === 0 || exchange.owed * 4 >= bundleWindow || !this.peers.can(exchange.peer, Ability.bundles)) return false;
    if (exchange.owedBy === Number.POSITIVE_INFINITY) exchange.owedBy = now + ackDelay;
    if (exchange.owedBy <= now) return false;
    if (exchange.owedBy < this.deadline) this.context.timers.arm(this, exchange.owedBy);
    return true;
  }

  private acknowledge(exchange: Exchange, now: number): void {
    const status = this.statusFor(exchange, now);
    if (status !== undefined) this.context.outbox.send(status, exchange.peer);
    this.settle(exchange);
  }

  private statusFor(exchange: Exchange, now: number): Status | undefined {
    const { peer, touched } = exchange;
    const { statusBytes, ackTimeout } = this.settings;
    if (this.peers.can(peer, Ability.bundles) && touched.length > 0) return this.vector.only(touched.map((origin) => origin.want));
    if (this.peers.dialect(peer) === 'reference') return this.vector.forReference();
    if (this.vector.fits(statusBytes)) return this.vector.all();
    // Such a peer takes the part for the whole and answers it with what it did not find in it. To answer that with another part
    // would go on for ever: only news is acknowledged, and old rumors once in a while.
    if (!exchange.owesNews && now - exchange.askedAt < ackTimeout) return undefined;
    exchange.askedAt = now;
    return this.vector.asMuchAsFits(touched, statusBytes);
  }
}
