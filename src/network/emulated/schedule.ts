/** What a delivery carries; undefined for a wake-up. */
export type Slip<T> = T | undefined;

/** Is shown the ends of several events, `to` and `from` in turn, before the first of them is taken. */
export interface Ahead {
  over(ends: Int32Array, events: number): void;
}

/** What is to happen, and in which order: moments of one or more ms, one after another. */
export interface Schedule<T> {
  /** The event taken last, and its ms. `from` is negative for what comes from no other node. */
  readonly to: number;
  readonly from: number;
  readonly slip: Slip<T>;
  readonly time: number;
  /** The last ms of this moment. */
  readonly moment: number;
  /** Events that are still to come. */
  readonly size: number;
  /** `time`: whole ms, not before that of the event taken last. */
  put(time: number, to: number, from: number, slip: Slip<T>): void;
  /** Takes the next event of this moment. False when there is none left. */
  take(): boolean;
  /** To the next moment, once everything of this one is taken; not beyond `limit`. */
  tick(limit: number): void;
  /** Straight to a time, where nothing waits at all. */
  skipTo(time: number): void;
}
