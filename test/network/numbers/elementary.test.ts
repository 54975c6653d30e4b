import { expect, it } from 'vitest';
import { exp, ln } from '../../../src/network/numbers/elementary.js';

it('logarithm and exponential function are those of the machine, to twelve digits', () => {
  for (const x of [1e-12, 1e-6, 0.001, 0.1, 0.3, 0.5, 0.75, 0.99, 1]) expect(ln(x)).toBeCloseTo(Math.log(x), 12);
  for (const x of [-20, -3, -0.5, 0, 0.2, 1, 5, 30]) expect(exp(x) / Math.exp(x)).toBeCloseTo(1, 12);
});
