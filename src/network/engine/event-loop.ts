/**
 * The turns of this process, for what runs long and must let others have theirs. They decide when virtual time passes, never what
 * happens in it. Where there is no Node.js, a browser's timers serve.
 */
export interface EventLoop {
  /** Monotonic ms of the machine. */
  now(): number;
  /** Calls `act` after everything that is ready to happen. */
  soon(act: () => void): void;
  later(ms: number, act: () => void): void;
}

export const EVENT_LOOP: EventLoop = {
  now: () => performance.now(),
  soon: (act) => void (typeof setImmediate === 'function' ? setImmediate(act) : setTimeout(act)),
  later: (ms, act) => void setTimeout(act, ms),
};
