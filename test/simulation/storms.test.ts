import { describe, expect, test } from 'vitest';
import { storm } from '../network/emulated/storm.js';
import { replay, seeds } from '../support/seeds.js';

const SEEDS = seeds(100);

describe('whole networks under loss, duplication, reordering, partitions, churn and crashes', () => {
  test(`bring every rumor that a living node holds to every living node, once and in order, and go the same way again, over ${SEEDS.length} seeds`, async () => {
    const digests = new Set<string>();
    for (const seed of SEEDS) {
      const { faults, digest } = await storm(seed);
      expect(faults, replay(seed)).toEqual([]);
      expect((await storm(seed)).digest, `two runs differ: ${replay(seed)}`).toBe(digest);
      digests.add(digest);
    }
    expect(digests.size).toBe(SEEDS.length);
  });
});
