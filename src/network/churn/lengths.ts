import { PeersterError } from '../../core/errors.js';
import type { Random } from '../../core/random.js';
import { exp, ln } from '../numbers/elementary.js';

/** How long sessions and absences are, in ms. */
export type Lengths =
  | { readonly distribution: 'constant'; readonly ms: number }
  | { readonly distribution: 'exponential'; readonly mean: number }
  /** At least `least`, longer than x with probability (least / x)^shape: few last very long. Of finite mean with a shape above 1. */
  | { readonly distribution: 'pareto'; readonly least: number; readonly shape: number };

/** Whole ms, at least 1. */
export function drawLength(lengths: Lengths, random: Random): number {
  return Math.max(1, Math.round(lengthOf(lengths, random)));
}

/** The ms to the next of events that come at random, so many ms apart on average (a Poisson process); not whole. */
export function drawGap(mean: number, random: Random): number {
  return -mean * ln(chanceOf(random));
}

/** Throws INVALID_SETTING. */
export function checkLengths(what: string, lengths: Lengths): void {
  switch (lengths.distribution) {
    case 'constant':
      return checkPositive(`length of ${what}`, lengths.ms, 'ms');
    case 'exponential':
      return checkPositive(`mean of ${what}`, lengths.mean, 'ms');
    case 'pareto':
      checkPositive(`least of ${what}`, lengths.least, 'ms');
      return checkPositive(`shape of ${what}`, lengths.shape, '');
  }
}

/** Throws INVALID_SETTING. */
export function checkPositive(what: string, value: number, unit: string): void {
  if (Number.isFinite(value) && value > 0) return;
  throw new PeersterError('INVALID_SETTING', `the ${what} is ${value}${unit === '' ? '' : ` ${unit}`}; it must be above 0`);
}

function lengthOf(lengths: Lengths, random: Random): number {
  switch (lengths.distribution) {
    case 'constant':
      return lengths.ms;
    case 'exponential':
      return drawGap(lengths.mean, random);
    case 'pareto':
      return lengths.least * exp(-ln(chanceOf(random)) / lengths.shape);
  }
}

/** Above 0, at most 1. */
function chanceOf(random: Random): number {
  return 1 - random.fraction();
}
