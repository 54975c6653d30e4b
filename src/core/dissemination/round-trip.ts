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
  private isStuck = false;
  private timedId = 0;
  private timedAt = 0;

  /** As if it were new. */
  restart(): void {
    this.smoothed = -1;
    this.variation = this.extra = this.backedOffUntil = this.untimed = this.timedId = this.timedAt = 0;
    this.timedOrigin = undefined;
    this.isStuck = false;
  }

  /** A Status without progress: something before is missing, and what is under way will wait for it. */
  onStuck(): void {
    this.timedOrigin = undefined;
    this.isStuck = true;
  }

  onSent(origin: Origin, id: number, now: number, isFirst: boolean, mostBackOff: number): void {
    if (!isFirst) this.backOff(now, mostBackOff);
    else if (this.timedOrigin === undefined && !this.isStuck) {
      this.timedOrigin = origin;
      this.timedId = id;
      this.timedAt = now;
    }
  }

  /** The peer holds everything of this origin below `nextId`. After `longest` ms a rumor counts as lost, so that is no sample. */
  onCovered(origin: Origin, nextId: number, now: number, longest: number): void {
    this.isStuck = false;
    if (this.timedOrigin !== origin || this.timedId >= nextId) return;
    this.timedOrigin = undefined;
    this.extra = this.untimed = 0;
    if (now - this.timedAt <= longest) this.sample(now - this.timedAt);
  }

  /** How long to wait before a rumor counts as lost. */
  timeout(least: number, start: number): number {
    return this.smoothed < 0 ? start + this.extra : Math.max(least, this.smoothed + 4 * this.variation);
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
    if (this.smoothed < 0) this.extra = Math.min(most / 4, this.extra * 2 + 20);
    this.backedOffUntil = now + this.timeout(20, 20);
  }

  /**
   * A sample may be too long (the rumor was lost and another peer brought it later) but never too short: so a shorter one counts
   * for much, and a longer one for little and for no more than twice what was expected.
   */
  private sample(ms: number): void {
    if (this.smoothed < 0) {
      this.smoothed = ms;
      this.variation = ms / 2;
      return;
    }
    const measured = Math.min(ms, 2 * this.smoothed + 1);
    const weight = measured < this.smoothed ? 1 / 2 : 1 / 8;
    this.variation += (Math.abs(measured - this.smoothed) - this.variation) * weight;
    this.smoothed += (measured - this.smoothed) * weight;
  }
}

/** Waits in a row without a sample after which the last ones are no longer trusted. */
const PATIENCE = 16;
