import type { Context } from '../context.js';
import type { Timer } from '../timers.js';

/** Issues a rumor without a text under the next own id. */
interface Issuer {
  issueRoute(): void;
}

/**
 * The rumors that only show others the way here (docs/protocol.md, R2): one at the start, the next a period after a peer was first heard
 * from, then one every period.
 */
export class RouteRumors implements Timer {
  deadline = 0;
  isArmed = false;
  next: Timer | undefined;
  private isAlone = true;

  /** `period`: ms, above 0. */
  constructor(
    private readonly context: Context,
    private readonly period: number,
    private readonly issuer: Issuer,
  ) {}

  onHeard(): void {
    if (!this.isAlone) return;
    this.isAlone = false;
    this.context.timers.arm(this, this.context.now + this.period);
  }

  fire(now: number): void {
    this.context.timers.arm(this, now + this.period);
    this.issuer.issueRoute();
  }
}
