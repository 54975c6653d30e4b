import { describe, expect, test } from 'vitest';
import { Digest } from '../../src/network/emulated/digest.js';
import { errandsRun } from '../network/emulated/errands-run.js';
import { replay, seeds } from '../support/seeds.js';

const SEEDS = seeds(100);

describe('routing, private messages and searches under loss, duplication, reordering, cuts, pauses and restarts', () => {
  test(`lead round no loop, deliver nothing twice, keep to their budgets, and are whole once the faults are healed, over ${SEEDS.length} seeds`, () => {
    const letters = { sent: 0, arrived: 0 };
    for (const seed of SEEDS) {
      const outcome = errandsRun(seed);
      expect(outcome.faults, replay(seed)).toEqual([]);
      letters.sent += outcome.letters.sent;
      letters.arrived += outcome.letters.arrived;
    }
    // Nothing repeats a private message: some are lost, and if none arrived this would have shown nothing.
    expect(letters.arrived).toBeGreaterThanOrEqual(SEEDS.length > 10 ? letters.sent / 10 : 0);
  });

  test('go the same way again from the same seed, whether packets are handed over or encoded and decoded', () => {
    for (const seed of SEEDS.slice(0, 10)) {
      const first = digestOf(seed, false);
      expect(digestOf(seed, false), `two runs differ: ${replay(seed)}`).toBe(first);
      expect(digestOf(seed, true), `wire and objects differ: ${replay(seed)}`).toBe(first);
    }
  });
});

function digestOf(seed: number, encoded: boolean): string {
  const digest = new Digest();
  errandsRun(seed, { digest, encoded });
  return digest.hex();
}
