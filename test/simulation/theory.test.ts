import { describe, expect, test } from 'vitest';
import { meanOf, mongerAlone } from '../theory/mongering.js';
import { coinOf, COURSE, DEMERS } from '../theory/published.js';
import { agrees, page } from '../theory/table.js';

const SEEDS = 20;

describe('mongering alone', () => {
  // Bounds of more than four standard deviations of a mean of so few runs.
  test.each([
    { k: 2, residue: COURSE.residue, traffic: COURSE.traffic, residueWithin: 0.025, trafficWithin: 0.1 },
    { ...DEMERS[2], residueWithin: 0.015, trafficWithin: 0.15 },
  ])('leaves the residue of a blind coin with k = $k', ({ k, residue, traffic, residueWithin, trafficWithin }) => {
    const outcomes = Array.from({ length: SEEDS }, (_, seed) => mongerAlone(1_000, coinOf(k), seed + 1));
    expect(Math.abs(meanOf(outcomes.map((one) => one.residue)).mean - residue)).toBeLessThan(residueWithin);
    expect(Math.abs(meanOf(outcomes.map((one) => one.traffic)).mean - traffic)).toBeLessThan(trafficWithin);
  });

  test('the page says so where the coin does not do what it should', () => {
    const row = (residue: number) => ({ k: 2, residue: { mean: residue, error: 0 }, traffic: { mean: COURSE.traffic, error: 0 } });
    expect([agrees([row(0.206)]), agrees([row(0.212)])]).toEqual([true, false]);
    expect(page([row(0.212)], { nodes: 10, seeds: 1 })).toContain('they are not');
  });
});
