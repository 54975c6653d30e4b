import { ln } from '../numbers/elementary.js';

/** Quantiles in thousandths, at the middles of so many equal parts of probability. A power of two: a draw is a shift. */
const BITS = 12;
const PARTS = 1 << BITS;

/**
 * Made with nothing but the four operations and a square root, which give the same on every machine; logarithms need not. So a run is
 * the same wherever it runs.
 */
function table(quantile: (probability: number) => number): Int32Array {
  return Int32Array.from({ length: PARTS }, (_, part) => Math.round(1_000 * quantile((part + 0.5) / PARTS)));
}

/** The thousandths at a uniform 32-bit integer. */
export function at(quantiles: Int32Array, uniform: number): number {
  return quantiles[uniform >>> (32 - BITS)] as number;
}

/** Acklam's coefficients, highest power first. */
const MIDDLE_ABOVE = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1, 2.506628277459239,
];
const MIDDLE_BELOW = [-5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1, 1];
const TAIL_ABOVE = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783,
];
const TAIL_BELOW = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1];

/** Of the exponential distribution with mean 1. */
export const EXPONENTIAL = table((probability) => -ln(1 - probability));

/** Of the normal distribution with mean 0 and deviation 1 (Acklam's rational approximation, relative error 1.15e−9). */
export const NORMAL = table((probability) => {
  if (probability > 0.5) return -lowerNormal(1 - probability);
  return lowerNormal(probability);
});

function lowerNormal(probability: number): number {
  if (probability < 0.02425) {
    const q = Math.sqrt(-2 * ln(probability));
    return horner(q, TAIL_ABOVE) / horner(q, TAIL_BELOW);
  }
  const q = probability - 0.5;
  return (q * horner(q * q, MIDDLE_ABOVE)) / horner(q * q, MIDDLE_BELOW);
}

function horner(x: number, coefficients: readonly number[]): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}
