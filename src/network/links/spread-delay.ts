import type { Random } from '../../core/random.js';
import { checkMs } from './check.js';
import { at, EXPONENTIAL, NORMAL } from './quantiles.js';
import type { Rule } from './rule.js';

/** Whole ms around a mean, normally distributed; never less than 0. Throws INVALID_SETTING. */
export function normalDelay(mean: number, deviation: number, random: Random): Rule {
  checkMs('mean delay', mean);
  checkMs('deviation of a delay', deviation);
  return () => Math.max(0, Math.round(mean + (deviation * at(NORMAL, random.next())) / 1_000));
}

/** Whole ms, `least` and above, exponentially distributed with so many ms more on average. Throws INVALID_SETTING. */
export function exponentialDelay(least: number, more: number, random: Random): Rule {
  checkMs('least delay', least);
  checkMs('mean of what is added to a delay', more);
  return () => least + Math.round((more * at(EXPONENTIAL, random.next())) / 1_000);
}
