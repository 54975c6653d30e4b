/**
 * Ms before the time at which a timer is left for turns of the event loop: Node's timers count whole ms from a clock that stands still
 * within a turn, so they are up to 1 ms early or late.
 */
const TIMER_ERROR = 1;

/** Rings once at the earliest time that it was set for: never before, and within a fraction of a ms where the process is not busy. */
export class Alarm {
  private due = Number.POSITIVE_INFINITY;
  private timer: NodeJS.Timeout | undefined;
  private turn: NodeJS.Immediate | undefined;

  /** `clock`: ms. */
  constructor(
    private readonly ring: () => void,
    private readonly clock: () => number,
  ) {}

  /** Set for several times, it rings at the earliest. */
  set(due: number): void {
    if (due >= this.due) return;
    this.due = due;
    if (this.turn === undefined) this.arm();
  }

  stop(): void {
    clearTimeout(this.timer);
    clearImmediate(this.turn);
    this.turn = undefined;
    this.due = Number.POSITIVE_INFINITY;
  }

  private arm(): void {
    clearTimeout(this.timer);
    const wait = Math.floor(this.due - this.clock() - TIMER_ERROR);
    if (wait >= 1) this.timer = setTimeout(this.look, wait);
    else this.turn = setImmediate(this.look);
  }

  private readonly look = (): void => {
    this.turn = undefined;
    if (this.clock() < this.due) return this.arm();
    this.due = Number.POSITIVE_INFINITY;
    this.ring();
  };
}
