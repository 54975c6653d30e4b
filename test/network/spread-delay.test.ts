import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random.js';
import { EXPONENTIAL, NORMAL } from '../../src/network/links/quantiles.js';
import { exponentialDelay, normalDelay } from '../../src/network/links/spread-delay.js';
import type { Rule } from '../../src/network/links/rule.js';

const drawn = (rule: Rule) => Array.from({ length: 100_000 }, () => rule(0, 1, 100, 0));
const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
const deviation = (numbers: readonly number[]) => {
  const middle = mean(numbers);
  return Math.sqrt(mean(numbers.map((each) => (each - middle) ** 2)));
};

describe('delays that are not uniform', () => {
  it('the tables hold the quantiles of their distributions', () => {
    for (const part of [0, 1, 1_000, 2_047, 4_000, 4_095]) {
      expect(Math.abs((EXPONENTIAL[part] as number) + 1_000 * Math.log(1 - (part + 0.5) / 4_096))).toBeLessThanOrEqual(0.5001);
    }
    // Φ⁻¹ of 0.5, 0.8413…, 0.97725 and 0.99865, to within a part.
    const close: readonly [number, number][] = [
      [2_048, 0],
      [3_446, 1_000],
      [4_003, 2_000],
      [4_090, 3_000],
    ];
    for (const [part, thousandths] of close) expect(Math.abs((NORMAL[part] as number) - thousandths)).toBeLessThan(20);
    for (let part = 0; part < 2_048; part++) {
      expect(Math.abs((NORMAL[part] as number) + (NORMAL[4_095 - part] as number))).toBeLessThanOrEqual(1);
    }
  });

  it('normal delays have the mean and deviation asked for, and are whole and never negative', () => {
    const delays = drawn(normalDelay(80, 15, new Random(3)));
    expect(Math.abs(mean(delays) - 80)).toBeLessThan(0.2);
    expect(Math.abs(deviation(delays) - 15)).toBeLessThan(0.2);
    expect(delays.every((ms) => Number.isInteger(ms))).toBe(true);
    expect(drawn(normalDelay(1, 50, new Random(3))).every((ms) => ms >= 0)).toBe(true);
  });

  it('exponential delays have their least and their mean', () => {
    const delays = drawn(exponentialDelay(20, 50, new Random(4)));
    expect(delays.reduce((a, b) => Math.min(a, b))).toBe(20);
    expect(Math.abs(mean(delays) - 70)).toBeLessThan(0.5);
    expect(Math.abs(deviation(delays) - 50)).toBeLessThan(1);
  });

  it('impossible ones are refused', () => {
    expect(() => normalDelay(-1, 3, new Random(1))).toThrow('the mean delay is -1 ms; it must be a whole number from 0');
    expect(() => exponentialDelay(0, 1.5, new Random(1))).toThrow('is 1.5 ms');
  });
});
