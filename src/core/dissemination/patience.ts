import { Few } from '../few.js';
import type { Parts } from './dissemination.js';
import type { Peer } from '../context.js';
import type { Rumor } from '../packet.js';
import type { Timer } from '../timers.js';
import type { Exchange } from './exchange.js';
import type { Flow } from './flow.js';
import type { Line } from './line.js';

/** What is done about a rumor whose acknowledgement did not come. */
export interface Coin {
  flip(rumor: Rumor, after: Peer): void;
}

/**
 * What happens when an answer does not come: the one timer over all open exchanges. It flips the coin for rumors that were not
 * acknowledged in time, probes a peer that has fallen silent in the middle, and goes on with peers that are catching up.
 */
export class Patience extends Few<Exchange> implements Timer {
  deadline = 0;
  isArmed = false;
  next: Timer | undefined;

  constructor(
    private readonly parts: Parts,
    private readonly flow: Flow,
    private readonly coin: Coin,
  ) {
    super();
  }

  /** Looks after an exchange from now on. */
  open(exchange: Exchange): void {
    if (exchange.isOpen) return;
    exchange.isOpen = true;
    this.push(exchange);
  }

  /** Makes sure of waking up for it. Arming is left out when the timer fires soon enough anyway. */
  expect(exchange: Exchange): void {
    const { now } = this.parts.context;
    const due = Math.min(now + this.parts.settings.ackTimeout, this.goOnAt(exchange));
    if (!this.isArmed || due < this.deadline) this.parts.context.timers.arm(this, Math.max(due, now));
  }

  close(exchange: Exchange): void {
    if (!exchange.isOpen) return;
    exchange.isOpen = false;
    this.removeAt(this.indexOf(exchange));
    if (this.size === 0) this.parts.context.timers.disarm(this);
  }

  fire(now: number): void {
    const open = this.toArray();
    this.cut(0);
    for (const exchange of open) exchange.isOpen = false;
    for (const exchange of open) this.lookAfter(exchange, now);
    let next = Number.POSITIVE_INFINITY;
    for (let at = 0; at < this.size; at++) next = Math.min(next, this.dueAt(this.at(at)));
    if (!this.isArmed || next < this.deadline) this.parts.context.timers.arm(this, Math.max(next, now + 1));
  }

  private lookAfter(exchange: Exchange, now: number): void {
    this.timeOut(exchange, now);
    if (mayStall(exchange)) this.goOn(exchange, now);
    if (!exchange.isIdle) this.open(exchange);
  }

  /** Flips the coin for what was sent too long ago. A peer that said nothing meanwhile is left until it speaks. */
  private timeOut(exchange: Exchange, now: number): void {
    const longAgo = now - this.parts.settings.ackTimeout;
    const isUnanswered = exchange.unansweredSince >= 0 && exchange.unansweredSince <= longAgo;
    if (isUnanswered) abandon(exchange);
    if (!isUnanswered && exchange.oldestSentAt > longAgo) return;
    for (let at = 0; at < exchange.size; at++) this.timeOutLine(exchange, exchange.at(at), isUnanswered ? now : longAgo);
  }

  private timeOutLine(exchange: Exchange, line: Line, sentBefore: number): void {
    while (line.firstSentAt <= sentBefore) {
      const rumor = line.origin.get(line.shift());
      exchange.inFlight--;
      if (rumor !== undefined) this.coin.flip(rumor, exchange.peer);
    }
  }

  private goOn(exchange: Exchange, now: number): void {
    if (exchange.waitsForPace && this.flow.catchUp.isReady(now)) this.flow.pump(exchange);
    else if (this.stallAt(exchange) <= now) this.probe(exchange, now);
  }

  /** Sends the first rumor in flight again: its Status tells where the peer stands. */
  private probe(exchange: Exchange, now: number): void {
    exchange.probes++;
    for (let at = 0; at < exchange.size; at++) {
      const line = exchange.at(at);
      if (line.inFlight === 0) continue;
      const rumor = line.origin.get(line.firstId);
      if (rumor !== undefined && line.firstSentAt < now) this.flow.monger(exchange, line, rumor);
      return;
    }
    this.flow.pump(exchange);
  }

  /** When a silence in the middle of an exchange becomes suspicious: later after each probe. */
  private stallAt(exchange: Exchange): number {
    const since = Math.max(exchange.heardAt, exchange.inFlight > 0 ? exchange.oldestSentAt : exchange.usedAt);
    return since + this.flow.retransmitAfter(exchange) * 2 ** exchange.probes;
  }

  /** When there is something to go on with, although nothing is heard. */
  private goOnAt(exchange: Exchange): number {
    if (!mayStall(exchange)) return Number.POSITIVE_INFINITY;
    return exchange.waitsForPace ? Math.min(this.stallAt(exchange), this.flow.catchUp.readyAt) : this.stallAt(exchange);
  }

  private dueAt(exchange: Exchange): number {
    const waitsSince = exchange.unansweredSince < 0 ? exchange.oldestSentAt : Math.min(exchange.unansweredSince, exchange.oldestSentAt);
    return Math.min(waitsSince + this.parts.settings.ackTimeout, this.goOnAt(exchange));
  }
}

/** Whether a silence would hold up more than a single rumor, for which the coin's timeout is soon enough. */
function mayStall(exchange: Exchange): boolean {
  return exchange.laggards.length > 0 || (exchange.isBusy && exchange.inFlight > 0);
}

/** Forgets what the peer lacks: it will tell when it is back. */
function abandon(exchange: Exchange): void {
  for (const line of exchange.laggards) line.lagging = line.queued = false;
  exchange.laggards.length = 0;
  exchange.paced = false;
  exchange.isSilent = true;
  exchange.unansweredSince = -1;
}
