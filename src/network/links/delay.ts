import { PeersterError } from '../../core/errors.js';
import type { Random } from '../../core/random.js';
import { checkMs } from './check.js';
import type { Rule } from './rule.js';

/** Milliseconds, `min` to `max`. */
export interface DelayRange {
  readonly min: number;
  readonly max: number;
}

/** Delays each datagram by a whole number of ms drawn uniformly from the range, both ends included; so datagrams overtake one another. */
export function delay(range: DelayRange, random: Random): Rule {
  const { min, max } = checked(range);
  if (min === max) return () => min;
  const spread = max - min + 1;
  return () => min + random.below(spread);
}

/** The range of `50` or `100-300` (ms). Throws INVALID_SETTING. */
export function parseDelay(text: string): DelayRange {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (match === null) throw refuse(`"${text}" is not a delay: write ms as 50 or 100-300`);
  const min = Number(match[1]);
  return checked({ min, max: match[2] === undefined ? min : Number(match[2]) });
}

function checked(range: DelayRange): DelayRange {
  const { min, max } = range;
  checkMs('shortest delay', min);
  checkMs('longest delay', max);
  if (min > max) throw refuse(`a delay of ${min} to ${max} ms: write the shorter first, ${max}-${min}`);
  return range;
}

function refuse(message: string): PeersterError {
  return new PeersterError('INVALID_SETTING', message);
}
