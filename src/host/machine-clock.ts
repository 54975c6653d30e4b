import type { NodeClock } from '../control/node-control.js';

/** Node cannot wait longer in one timer. */
export const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** The time of this machine: it passes whether anybody waits or not. */
export const MACHINE_CLOCK: NodeClock = {
  wallNow: () => Date.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, Math.min(ms, LONGEST_TIMEOUT));
    return () => clearTimeout(timer);
  },
  waiting: () => () => {},
};
