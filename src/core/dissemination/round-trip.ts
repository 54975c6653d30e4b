import type { Origin } from '../rumors/origin.js';

/**
 * How long a Status takes to come back, as TCP measures it (RFC 6298), in ms. One rumor is timed at a time, and none across a
 * retransmission (Karn's rule): its Status may answer either copy, or have waited for the one that was lost. Retransmissions make
 * the wait longer until there is a sample, or a round trip longer than the wait would never be timed.
 */
export class RoundTrip {
  private smoothed = -1;
  private variation = 0;
  /** Added to the wait until the next sample, and until when no more is added: ms. */
  private extra = 0;
  private backedOffUntil = 0;
  /** Waits with a retransmission since the last sample. */
  private untimed = 0;
  private timedOrigin: Origin | undefined;
  private timedId = 0;
  private timedAt = 0;

  onSent(origin: Origin, id: number, now: number, isFirst: boolean, mostBackOff: number): void {
    if (!isFirst) this.backOff(now, mostBackOff);
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
    this.extra = this.untimed = 0;
    this.sample(now - this.timedAt);
  }

  /** How long to wait before a rumor counts as lost. */
  timeout(least: number, start: number): number {
    const wait = this.smoothed < 0 ? start : Math.max(least, this.smoothed + 4 * this.variation);
    return wait + this.extra;
  }

  /**
   * Before the first sample each retransmission doubles the wait (those within one wait count once). Afterwards losses do not slow
   * things down; but many of them without a sample mean that the round trip has become another one.
   */
  private backOff(now: number, most: number): void {
    this.timedOrigin = undefined;
    if (now < this.backedOffUntil) return;
    this.untimed++;
    if (this.untimed > PATIENCE) this.smoothed = -1;
    if (this.smoothed < 0) this.extra = Math.min(most, this.extra * 2 + 20);
    this.backedOffUntil = now + this.timeout(20, 20);
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

/** Waits in a row without a sample after which the last ones are no longer trusted. */
const PATIENCE = 16;
