import { expect, test } from 'vitest';
import { distribution, mean, percentile } from '../../../src/network/record/statistics.js';

test('a percentile is a value that was measured', () => {
  expect([0, 0.5, 0.9, 1].map((share) => percentile([1, 2, 3, 4], share))).toEqual([1, 2, 4, 4]);
});

test('of nothing there is no mean, no percentile and no distribution', () => {
  expect([mean([]), percentile([], 0.5)]).toEqual([Number.NaN, Number.NaN]);
  expect(distribution([])).toBeUndefined();
});

test('a distribution does not depend on the order of the values', () => {
  expect(distribution([3, 1, 2])).toEqual(distribution([1, 2, 3]));
  expect(distribution([3, 1, 2])).toMatchObject({ mean: 2, least: 1, median: 2, most: 3 });
});
