import { describe, expect, test } from 'vitest';
import { haveAll, scriptedRun } from '../network/emulated/worlds.js';
import { replay, seeds } from '../support/seeds.js';

const SEEDS = seeds(100);

describe('emulated networks under loss, duplication, reordering, cuts and pauses', () => {
  test(`go the same way again from the same seed, and heal, over ${SEEDS.length} seeds`, () => {
    const digests = new Set<string>();
    for (const seed of SEEDS) {
      const first = scriptedRun(seed);
      expect(haveAll(first.world, first.published), `texts are missing: ${replay(seed)}`).toBe(true);
      expect(scriptedRun(seed).digest, `two runs differ: ${replay(seed)}`).toBe(first.digest);
      digests.add(first.digest);
    }
    expect(digests.size).toBe(SEEDS.length);
  });

  test('go the same way whether packets are handed over or encoded and decoded', () => {
    for (const seed of SEEDS.slice(0, 20)) expect(scriptedRun(seed, true).digest, replay(seed)).toBe(scriptedRun(seed).digest);
  });
});
