import { PeersterError } from '../../core/errors.js';
import type { Random } from '../../core/random.js';

/** How many more copies of a datagram that one node sends to another at `now` (ms) arrive; each takes its own time on the way. */
export type Copies = (from: number, to: number, now: number) => number;

/** One more copy with the given probability. Throws INVALID_SETTING. */
export function duplication(probability: number, random: Random): Copies {
  if (!(probability >= 0 && probability <= 1)) {
    throw new PeersterError('INVALID_SETTING', `duplication is ${probability}; it must be a fraction from 0 to 1`);
  }
  return () => (random.chance(probability) ? 1 : 0);
}
