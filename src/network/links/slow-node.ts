import { checkMs, checkWhole } from './check.js';
import { Queue } from './queue.js';
import { PASS, type Rule } from './rule.js';

const MOST = 1e9;

export interface SlowNode {
  /** Ms more for each datagram. */
  readonly ms: number;
  /** What it handles of what it receives; 0: everything at once. */
  readonly packetsPerSecond: number;
  /** What may wait to be handled; beyond it the newest is lost. */
  readonly queuePackets: number;
}

/** Which ends of a datagram's way count. */
export interface SlowEnds {
  isSlowSender(node: number): boolean;
  isSlowReceiver(node: number): boolean;
}

/**
 * Nodes that take their time: each slow end adds its ms, and a slow receiver handles datagrams one after another, in the order in which
 * they were sent to it. Throws INVALID_SETTING.
 */
export function slowNode({ ms, packetsPerSecond, queuePackets }: SlowNode, ends: SlowEnds): Rule {
  checkMs('delay of a slow node', ms);
  checkWhole('rate of a slow node', packetsPerSecond, 'packets per second', 0, MOST);
  checkWhole('queue of a slow node', queuePackets, 'packets', 0, MOST);
  const late = (from: number, to: number): number => (ends.isSlowSender(from) ? ms : PASS) + (ends.isSlowReceiver(to) ? ms : PASS);
  if (packetsPerSecond === 0) return late;
  const queue = new Queue(packetsPerSecond, queuePackets);
  return (from, to, _bytes, now) => late(from, to) + (ends.isSlowReceiver(to) ? queue.pass(to, to, 1, now) : PASS);
}
