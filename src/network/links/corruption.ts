import type { Random } from '../../core/random.js';
import { checkProbability } from './check.js';

/** Whether a copy of a datagram from one node to another arrives corrupted; which bits, `withFlippedBit` says. */
export type Corrupts = (from: number, to: number) => boolean;

/** With the given probability. Throws INVALID_SETTING. */
export function corruption(probability: number, random: Random): Corrupts {
  checkProbability('corruption', probability);
  return () => random.chance(probability);
}

/** A copy of a datagram with one bit flipped, anywhere; an empty one as it is. The bytes themselves may be in flight elsewhere. */
export function withFlippedBit(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice();
  if (copy.length === 0) return copy;
  const bit = random.below(8 * copy.length);
  copy[bit >>> 3]! ^= 1 << (bit & 7);
  return copy;
}
