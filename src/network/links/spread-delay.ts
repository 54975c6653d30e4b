import { PeersterError } from '../../core/errors.js';
import type { Random } from '../../core/random.js';
import { at, EXPONENTIAL, NORMAL } from './quantiles.js';
import type { Rule } from './rule.js';

const LONGEST = 3_600_000;

/** Whole ms around a mean, normally distributed; never less than 0. Throws INVALID_SETTING. */
export function normalDelay(mean: number, deviation: number, random: Random): Rule {
  check('mean delay', mean);
  check('deviation of a delay', deviation);
  return () => Math.max(0, Math.round(mean + (deviation * at(NORMAL, random.next())) / 1_000));
}

/** Whole ms, `least` and above, exponentially distributed with so many ms more on average. Throws INVALID_SETTING. */
export function exponentialDelay(least: number, more: number, random: Random): Rule {
  check('least delay', least);
  check('mean of what is added to a delay', more);
  return () => least + Math.round((more * at(EXPONENTIAL, random.next())) / 1_000);
}

function check(name: string, ms: number): void {
  if (Number.isInteger(ms) && ms >= 0 && ms <= LONGEST) return;
  throw new PeersterError('INVALID_SETTING', `the ${name} is ${ms} ms; it must be a whole number from 0 to ${LONGEST}`);
}
