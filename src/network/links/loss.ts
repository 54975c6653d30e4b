import type { Random } from '../../core/random.js';
import { checkProbability } from './check.js';
import { DROP, PASS, type Rule } from './rule.js';

/** Loses each datagram with the same probability, independently. Throws INVALID_SETTING. */
export function loss(probability: number, random: Random): Rule {
  checkProbability('loss', probability);
  return () => (random.chance(probability) ? DROP : PASS);
}
