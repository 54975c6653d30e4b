/** Spreads sending over time: so many units a second, with no more than `burst` ms of them at once. */
export class Pace {
  private next = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
  ) {}

  /** Ms at which something may be sent again. */
  get readyAt(): number {
    return this.next;
  }

  isReady(now: number): boolean {
    return this.next <= now;
  }

  spend(now: number, units: number): void {
    this.next = Math.max(this.next, now - this.burst) + (units * 1_000) / this.perSecond;
  }
}
