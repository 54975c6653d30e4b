import type { Origin } from '../rumors/origin.js';

/**
 * How long a Status takes to come back, as TCP measures it (RFC 6298), in ms. One rumor is timed at a time, and none across a
 * retransmission (Karn's rule): its Status may answer either copy, or have waited for the one that was lost.
 */
export class RoundTrip {
  private smoothed = -1;
  private variation = 0;
  private timedOrigin: Origin | undefined;
  private timedId = 0;
  private timedAt = 0;

  onSent(origin: Origin, id: number, now: number, isFirst: boolean): void {
    if (!isFirst) this.timedOrigin = undefined;
    else if (this.timedOrigin === undefined) {
      this.timedOrigin = origin;
      this.timedId = id;
      this.timedAt = now;
    }
  }

  /** The peer holds everything of this origin below `nextId`. */
  onCovered(origin: Origin, nextId: number, now: number): void {
    if (this.timedOrigin !== origin || this.timedId >= nextId) return;
    this.timedOrigin = undefined;
    this.sample(now - this.timedAt);
  }

  /** How long to wait before a rumor counts as lost. */
  timeout(least: number, start: number): number {
    return this.smoothed < 0 ? start : Math.max(least, this.smoothed + 4 * this.variation);
  }

  private sample(ms: number): void {
    if (this.smoothed < 0) {
      this.smoothed = ms;
      this.variation = ms / 2;
      return;
    }
    this.variation += (Math.abs(ms - this.smoothed) - this.variation) / 4;
    this.smoothed += (ms - this.smoothed) / 8;
  }
}
