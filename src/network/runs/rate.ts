import type { Ruling } from '../verdict/judgement.js';

/** How often runs passed. Shares are 0 to 1. */
export interface Rate {
  readonly passed: number;
  readonly failed: number;
  /** Runs that say nothing, for want of a fit machine. */
  readonly invalid: number;
  /** Of the others, those that passed; undefined: there are none. */
  readonly share: number | undefined;
  /** Where the share of all such runs lies with 95 % certainty. */
  readonly low: number;
  readonly high: number;
}

/** Standard deviations of a normal distribution within which 95 % of it lie. */
const Z = 1.959_964;

/** By Wilson's interval, which holds for few runs and for shares near 0 and 1 too (Wilson, JASA 22, 1927). */
export function rateOf(rulings: readonly Ruling[]): Rate {
  const [passed, failed, invalid] = (['PASS', 'FAIL', 'INVALID'] as const).map(
    (one) => rulings.filter((ruling) => ruling === one).length,
  ) as [number, number, number];
  const runs = passed + failed;
  if (runs === 0) return { passed, failed, invalid, share: undefined, low: 0, high: 1 };
  const share = passed / runs;
  const middle = share + Z ** 2 / (2 * runs);
  const half = Z * Math.sqrt((share * (1 - share)) / runs + Z ** 2 / (4 * runs ** 2));
  const scale = 1 + Z ** 2 / runs;
  // Rounding would take the ends of all and of none beside 1 and 0.
  const [low, high] = [failed === runs ? 0 : (middle - half) / scale, failed === 0 ? 1 : (middle + half) / scale];
  return { passed, failed, invalid, share, low, high };
}

/** Of several runs together: one that failed is enough, and then one that says nothing. */
export function rulingOf({ failed, invalid }: Rate): Ruling {
  if (failed > 0) return 'FAIL';
  return invalid > 0 ? 'INVALID' : 'PASS';
}
