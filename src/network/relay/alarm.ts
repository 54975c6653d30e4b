/** Of a wait in which nothing arrives, ms: short beside the delays of links, long beside a turn of the event loop. */
const NAP = 0.1;

/** Never changes: to wait for it is to sleep. */
const NEVER = new Int32Array(new SharedArrayBuffer(4));

/**
 * Rings once at the earliest time that it was set for: never before, and within a fraction of a ms where the process is not busy. Node's
 * timers count whole ms and ring up to one late, so the last ms is spent in turns of the event loop, with a nap in each.
 */
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
    if (this.turn === undefined) this.arm(due - this.clock());
  }

  stop(): void {
    clearTimeout(this.timer);
    clearImmediate(this.turn);
    this.turn = undefined;
    this.due = Number.POSITIVE_INFINITY;
  }

  private arm(left: number): void {
    clearTimeout(this.timer);
    if (left >= 2) this.timer = setTimeout(this.look, Math.floor(left - 1));
    else this.turn = setImmediate(this.nap);
  }

  private readonly nap = (): void => {
    const left = this.due - this.clock();
    if (left > 0) Atomics.wait(NEVER, 0, 0, Math.min(left, NAP));
    this.look();
  };

  private readonly look = (): void => {
    this.turn = undefined;
    const left = this.due - this.clock();
    if (left > 0) return this.arm(left);
    this.due = Number.POSITIVE_INFINITY;
    this.ring();
  };
}
