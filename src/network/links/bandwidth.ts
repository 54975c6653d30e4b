import { checkWhole } from './check.js';
import { Queue } from './queue.js';
import type { Rule } from './rule.js';

const FASTEST = 1e12;
const LONGEST_QUEUE = 1e12;

/**
 * A limited bandwidth of each directed link with a queue before it: a datagram takes bytes / rate, after those before it. `queueBytes`
 * is what may wait; beyond it the newest is lost (tail drop). Bytes are those of the datagram, without headers. Throws INVALID_SETTING.
 */
export function bandwidth(bytesPerSecond: number, queueBytes: number): Rule {
  checkWhole('bandwidth', bytesPerSecond, 'bytes per second', 1, FASTEST);
  checkWhole('queue of a bandwidth', queueBytes, 'bytes', 0, LONGEST_QUEUE);
  const queue = new Queue(bytesPerSecond, queueBytes);
  return (from, to, bytes, now) => queue.pass(from, to, bytes, now);
}
