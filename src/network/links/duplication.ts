import type { Random } from '../../core/random.js';
import { checkProbability } from './check.js';

/** How many more copies of a datagram that one node sends to another at `now` (ms) arrive; each takes its own time on the way. */
export type Copies = (from: number, to: number, now: number) => number;

/** One more copy with the given probability. Throws INVALID_SETTING. */
export function duplication(probability: number, random: Random): Copies {
  checkProbability('duplication', probability);
  return () => (random.chance(probability) ? 1 : 0);
}
