import { LONGEST_TIMEOUT } from './machine-clock.js';

/**
 * When the steps of one node happen: one flush per event-loop turn however many datagrams came in it, and one timer for the
 * node's next deadline.
 */
export class Turns {
  private flushing: NodeJS.Immediate | undefined;
  private timer: NodeJS.Timeout | undefined;
  private armedFor = Number.POSITIVE_INFINITY;
  private stopped = false;

  constructor(
    private readonly flush: () => void,
    private readonly wake: () => void,
  ) {}

  /** Flushes at the end of this event-loop turn. */
  request(): void {
    if (this.flushing === undefined && !this.stopped) this.flushing = setImmediate(this.onTurnEnd);
  }

  /** Wakes at `deadline` (monotonic ms) at the latest. An earlier timer stays: it wakes for nothing and asks again. */
  wakeAt(deadline: number): void {
    if (deadline >= this.armedFor || this.stopped) return;
    clearTimeout(this.timer);
    this.armedFor = deadline;
    const wait = Math.ceil(deadline - performance.now());
    this.timer = setTimeout(this.onTimer, Math.min(Math.max(wait, 1), LONGEST_TIMEOUT));
  }

  /** Nothing is flushed or woken until `start`. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    clearImmediate(this.flushing);
    this.flushing = undefined;
    this.armedFor = Number.POSITIVE_INFINITY;
  }

  /** Goes on after `stop`, with a flush, which also asks for the next wake-up. */
  start(): void {
    this.stopped = false;
    this.request();
  }

  private readonly onTurnEnd = (): void => {
    this.flushing = undefined;
    this.flush();
  };

  private readonly onTimer = (): void => {
    this.armedFor = Number.POSITIVE_INFINITY;
    this.wake();
    this.request();
  };
}
