import type { Parts } from './dissemination.js';
import { Ability, type Rumor } from '../packet.js';
import type { Origin } from '../rumors/origin.js';
import type { Exchange } from './exchange.js';
import type { Line } from './line.js';
import { Load } from './load.js';
import { Pace } from './pace.js';

/**
 * How much goes to whom and when (protocol.md, "Sending under load"): a bounded window per peer, nothing twice before a
 * retransmission is due, and a rate for peers that are catching up.
 */
export class Flow extends Load {
  private catchUpPace: Pace | undefined;
  private redundantPace: Pace | undefined;

  constructor(private readonly parts: Parts) {
    super();
  }

  /** What may be spent on peers that are catching up. */
  get catchUp(): Pace {
    this.catchUpPace ??= new Pace(this.parts.settings.catchUpRate, 20);
    return this.catchUpPace;
  }

  /** Limits copies to peers that are known to hold the rumor: under load they are the first thing to leave out. */
  private get redundant(): Pace {
    this.redundantPace ??= new Pace(this.parts.settings.redundantRate, 250);
    return this.redundantPace;
  }

  /** Whether a copy for a peer that holds the rumor already may be sent now. */
  allowsRedundant(): boolean {
    const { now } = this.parts.context;
    if (!this.redundant.isReady(now)) return false;
    this.redundant.spend(now, 1);
    return true;
  }

  /** Whether much is going on. */
  get isLoaded(): boolean {
    return this.isHigh(this.parts.context.now);
  }

  /** This node has accepted something. */
  onNews(): void {
    this.note(this.parts.context.now);
  }

  /** The peer holds everything below `next` now; `byUs` of it had been sent from here. */
  onProgress(line: Line, next: number, byUs: number): void {
    const progress = next - line.known;
    if (progress > 0 && byUs * 3 < progress * 2) line.fedByOthersAt = this.parts.context.now;
    line.known = next;
  }

  hasRoom(exchange: Exchange): boolean {
    return exchange.inFlight < this.windowOf(exchange);
  }

  /** The same for one that a coin sends on: under load it waits for word that the peer lacks it. */
  mayRepeat(exchange: Exchange): boolean {
    return exchange.inFlight === 0 || (this.hasRoom(exchange) && !this.isLoaded);
  }

  /** Sends a rumor, and says so. */
  monger(exchange: Exchange, line: Line, rumor: Rumor): void {
    const { outbox } = this.parts.context;
    if (outbox.wants('mongering')) outbox.emit({ kind: 'mongering', rumor, to: exchange.peer });
    this.send(exchange, line, rumor);
  }

  send(exchange: Exchange, line: Line, rumor: Rumor): void {
    const { now, outbox } = this.parts.context;
    const isFirst = line.send(rumor.id, now);
    if (isFirst && ++exchange.inFlight >= SEVERAL) exchange.isBusy = true;
    exchange.roundTrip.onSent(line.origin, rumor.id, now, isFirst, this.parts.settings.ackTimeout);
    exchange.usedAt = now;
    if (exchange.unansweredSince < 0) exchange.unansweredSince = now;
    outbox.send(rumor, exchange.peer);
  }

  /** How long a rumor may be under way before it is sent again. */
  retransmitAfter(exchange: Exchange): number {
    const { retransmitMin, retransmitStart, ackTimeout } = this.parts.settings;
    return Math.min(ackTimeout, exchange.roundTrip.timeout(retransmitMin, retransmitStart));
  }

  /** Sends what the peer lacks, from the first id that it lacks on, as far as window and rate allow. */
  pump(exchange: Exchange): void {
    let kept = 0;
    exchange.waitsForPace = false;
    const { laggards } = exchange;
    for (let at = 0; at < laggards.length; at++) {
      const line = laggards[at] as Line;
      if (line.lagging) this.pumpLine(exchange, line);
      if (line.lagging) laggards[kept++] = line;
      else line.queued = false;
    }
    if (kept < laggards.length) laggards.length = kept;
  }

  private pumpLine(exchange: Exchange, line: Line): void {
    const { now } = this.parts.context;
    const end = this.endOf(line.origin, exchange);
    const lostBefore = now - this.retransmitAfter(exchange);
    if (this.isFedByOthers(exchange, line)) return;
    if (line.known >= end || line.known < line.origin.keptFrom) line.lagging = false;
    for (let id = line.known; id < end && line.lagging; id++) {
      const sentAt = line.sentAt(id);
      if (sentAt > lostBefore) continue;
      if (sentAt === Number.NEGATIVE_INFINITY && !this.hasRoom(exchange) && !this.isUrgent(exchange, line, id)) return;
      if (exchange.paced && !this.catchUp.isReady(now)) {
        exchange.waitsForPace = true;
        return;
      }
      this.sendMissing(exchange, line, line.origin.get(id) as Rumor);
    }
  }

  /**
   * Under load several neighbours see the same lack at the same time. Where a peer gets on without us, those who feed it may go on,
   * and we wait for a sign that they do not.
   */
  private isFedByOthers(exchange: Exchange, line: Line): boolean {
    const { now } = this.parts.context;
    return !exchange.paced && line.fedByOthersAt >= 0 && now - line.fedByOthersAt < this.parts.settings.feedWait && this.isLoaded;
  }

  /** Everything in flight may be waiting for the one rumor that is not: the first missing goes even when the window is full. */
  private isUrgent(exchange: Exchange, line: Line, id: number): boolean {
    return id === line.known && exchange.inFlight < 2 * this.windowOf(exchange);
  }

  private sendMissing(exchange: Exchange, line: Line, rumor: Rumor): void {
    if (exchange.paced) this.catchUp.spend(this.parts.context.now, this.costOf(rumor, exchange));
    this.monger(exchange, line, rumor);
  }

  /** One past the last id that the peer could take. */
  private endOf(origin: Origin, exchange: Exchange): number {
    return this.parts.peers.dialect(exchange.peer) === 'reference' ? origin.nextTextId : origin.nextId;
  }

  private windowOf(exchange: Exchange): number {
    return this.parts.peers.can(exchange.peer, Ability.bundles) ? this.parts.settings.bundleWindow : this.parts.settings.window;
  }

  /** Datagrams that a rumor takes: a part of one where several share it. */
  private costOf(rumor: Rumor, exchange: Exchange): number {
    if (!this.parts.peers.can(exchange.peer, Ability.bundles)) return 1;
    return Math.min(1, (rumor.text.length + rumor.origin.length + 16) / this.parts.settings.bundleBytes);
  }
}

/** Rumors in flight to one peer that make the exchange a busy one. */
const SEVERAL = 4;
