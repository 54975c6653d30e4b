/** Whether much is going on: counts in slices of time, so that noting costs nothing. */
export class Load {
  private sliceStart = LONG_AGO;
  private count = 0;
  private countBefore = 0;

  /** See `Node.touch`. */
  touch(): number {
    return this.count;
  }

  note(now: number): void {
    this.turnTo(now);
    this.count++;
  }

  isHigh(now: number): boolean {
    this.turnTo(now);
    return this.count + this.countBefore >= HIGH;
  }

  private turnTo(now: number): void {
    if (now - this.sliceStart < SLICE) return;
    this.countBefore = now - this.sliceStart < 2 * SLICE ? this.count : 0;
    this.count = 0;
    this.sliceStart = now;
  }
}

/** Before any time that there is; a whole number, unlike −Infinity, needs no object of its own. */
const LONG_AGO = -1_000_000;

/** Ms. */
const SLICE = 100;

/** Within one to two slices. */
const HIGH = 64;
