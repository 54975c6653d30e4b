import type { Settings } from '../settings.js';
import type { Ask } from './ask.js';
import { METAFILE_CHUNKS } from './blocks.js';
import type { Holder } from './finder.js';

/** Blocks that a source may always be asked for at once: 128 KiB fit every buffer on the way. */
const LEAST_WINDOW = 16;
/**
 * Part of the window that is asked for together, once as much of it is free: a source that is woken for each request by itself spends its
 * time with waking up.
 */
const TOGETHER = 0.25;
/** Blocks asked for later that came earlier, after which one counts as lost. */
const OVERTAKEN = 4;
/** Waits in a row in which nothing came, after which a source is asked for one block at a time. */
const SILENT_AFTER = 3;
/** Part of the window that is kept after a loss. Losses on the way are not always jams, so it is no half. */
const KEPT_AFTER_LOSS = 0.7;

/**
 * How much one source is asked for at a time, and how long an answer may take: a window that grows with what comes and shrinks with what is
 * lost, and a wait measured as TCP measures it (RFC 6298).
 */
export class Source {
  /** Asked for and not yet answered, in the order of asking. */
  readonly flight: Ask[] = [];
  /** Blocks of this download that came from it. */
  given = 0;
  private window = LEAST_WINDOW;
  private isFilling = true;
  private slowFrom = Number.POSITIVE_INFINITY;
  private smoothed = -1;
  private variation = 0;
  private backOff = 1;
  private waitsInVain = 0;
  private changedAt = Number.NEGATIVE_INFINITY;
  private noRouteUntil = Number.NEGATIVE_INFINITY;
  private chunks: ReadonlySet<number> | undefined;

  constructor(
    readonly name: string,
    private readonly settings: Settings,
  ) {}

  /** What it is known to have from now on. */
  learn(holder: Holder): void {
    this.chunks = holder.chunks === undefined ? undefined : new Set(holder.chunks);
  }

  /** `chunk`: from 0. A tree file is told by its parts. */
  has(chunk: number, isTree: boolean): boolean {
    return this.chunks === undefined || this.chunks.has(1 + (isTree ? Math.floor(chunk / METAFILE_CHUNKS) : chunk));
  }

  get isSilent(): boolean {
    return this.waitsInVain >= SILENT_AFTER;
  }

  /** Until when there is no use in asking; in the past: none such. */
  get blockedUntil(): number {
    return this.noRouteUntil;
  }

  /** Blocks that it may be asked for now: some from when enough of the window is free to when it is full. */
  room(now: number): number {
    const window = this.isSilent ? 1 : Math.floor(this.window);
    const room = window - this.flight.length;
    if (room >= window * TOGETHER) this.isFilling = true;
    else if (room <= 0) this.isFilling = false;
    return this.isFilling && now >= this.noRouteUntil ? room : 0;
  }

  hasNoRoute(until: number): void {
    this.noRouteUntil = until;
  }

  onAsked(ask: Ask, now: number): void {
    ask.onAsked(this, now, this.wait(2 ** Math.min(ask.triesOf(this), 8)));
    this.flight.push(ask);
  }

  /** Something came from it. */
  onSign(): void {
    this.waitsInVain = 0;
  }

  /** A block came that it was asked for. Returns what has been overtaken so often that it counts as lost; it is no longer in flight. */
  onAnswer(ask: Ask, now: number): readonly Ask[] {
    const at = this.flight.indexOf(ask);
    if (at < 0) return [];
    if (ask.tries === 1) this.sample(now - ask.sentAt);
    this.flight.splice(at, 1);
    this.grow();
    const lost = this.flight.slice(0, at).filter((each) => ++each.overtaken >= OVERTAKEN);
    if (lost.length > 0) this.onLoss(lost, now);
    return lost;
  }

  /** What has waited too long; it is no longer in flight. */
  takeOverdue(now: number): readonly Ask[] {
    const overdue = this.flight.filter((ask) => ask.dueAt <= now);
    if (overdue.length === 0) return overdue;
    if (now - this.changedAt >= this.wait(1)) {
      this.waitsInVain++;
      this.backOff = Math.min(2 * this.backOff, 64);
    }
    this.onLoss(overdue, now);
    return overdue;
  }

  drop(ask: Ask): void {
    const at = this.flight.indexOf(ask);
    if (at >= 0) this.flight.splice(at, 1);
  }

  private onLoss(lost: readonly Ask[], now: number): void {
    for (const ask of lost) this.drop(ask);
    if (now - this.changedAt < Math.max(this.smoothed, 1)) return;
    this.changedAt = now;
    this.window = Math.max(LEAST_WINDOW, this.window * KEPT_AFTER_LOSS);
    this.slowFrom = this.window;
  }

  private grow(): void {
    const step = this.window < this.slowFrom ? 1 : 1 / this.window;
    this.window = Math.min(Math.max(LEAST_WINDOW, this.settings.dataWindow), this.window + step);
  }

  /** Ms until an answer counts as lost. Waits in vain make it longer, all in a row or those for one block, whichever were more. */
  private wait(longer: number): number {
    const { dataRetryMin, dataRetryStart, dataRetryMax } = this.settings;
    const measured = this.smoothed < 0 ? dataRetryStart : Math.max(dataRetryMin, this.smoothed + 4 * this.variation);
    return Math.min(measured * Math.max(this.backOff, longer), dataRetryMax);
  }

  private sample(ms: number): void {
    this.backOff = 1;
    if (this.smoothed < 0) {
      this.smoothed = ms;
      this.variation = ms / 2;
      return;
    }
    this.variation += (Math.abs(ms - this.smoothed) - this.variation) / 4;
    this.smoothed += (ms - this.smoothed) / 8;
  }
}
