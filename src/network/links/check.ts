import { PeersterError } from '../../core/errors.js';

/** An hour: longer delays are a cut. */
const LONGEST = 3_600_000;

/** Throws INVALID_SETTING. */
export function checkProbability(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw new PeersterError('INVALID_SETTING', `${name} is ${value}; it must be a fraction from 0 to 1`);
}

/** Throws INVALID_SETTING. */
export function checkMs(name: string, value: number): void {
  checkWhole(name, value, 'ms', 0, LONGEST);
}

/** Throws INVALID_SETTING. */
export function checkWhole(name: string, value: number, unit: string, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new PeersterError('INVALID_SETTING', `the ${name} is ${value} ${unit}; it must be a whole number from ${least} to ${most}`);
}
