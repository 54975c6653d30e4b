import { expect, it } from 'vitest';
import { Coverage } from '../../../src/network/spread/coverage.js';

it('coverage tells when a share was there, and how it grew', () => {
  const coverage = new Coverage(10);
  expect([coverage.share, coverage.timeTo(0.1)]).toEqual([0, undefined]);
  coverage.add(0, 1);
  coverage.add(30, 4);
  expect([coverage.timeTo(0.1), coverage.timeTo(0.5), coverage.timeTo(0.51), coverage.isComplete]).toEqual([0, 30, undefined, false]);
  coverage.add(59, 5);
  expect([coverage.timeTo(0.51), coverage.timeTo(1), coverage.isComplete]).toEqual([59, 59, true]);
  expect(coverage.curve(4)).toEqual([0.1, 0.1, 0.5, 1]);
});
