import { PeersterError } from '../../core/errors.js';
import type { Random } from '../../core/random.js';
import { DROP, PASS, type Rule } from './rule.js';

/** Loses each datagram with the same probability, independently. Throws INVALID_SETTING. */
export function loss(probability: number, random: Random): Rule {
  if (!(probability >= 0 && probability <= 1)) {
    throw new PeersterError('INVALID_SETTING', `loss is ${probability}; it must be a fraction from 0 to 1`);
  }
  return () => (random.chance(probability) ? DROP : PASS);
}
