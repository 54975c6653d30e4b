/** How long a Status takes to come back, as TCP measures it (RFC 6298), in ms. */
export class RoundTrip {
  private smoothed = -1;
  private variation = 0;

  sample(ms: number): void {
    if (this.smoothed < 0) {
      this.smoothed = ms;
      this.variation = ms / 2;
      return;
    }
    this.variation += (Math.abs(ms - this.smoothed) - this.variation) / 4;
    this.smoothed += (ms - this.smoothed) / 8;
  }

  /** How long to wait before a rumor counts as lost. */
  timeout(least: number, start: number): number {
    return this.smoothed < 0 ? start : Math.max(least, this.smoothed + 4 * this.variation);
  }
}
