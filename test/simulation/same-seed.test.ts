import { describe, expect, it } from 'vitest';
import { Digest } from '../support/digest.js';
import { MemoryNetwork } from '../support/memory-network.js';
import type { MemoryNode } from '../support/memory-node.js';
import { replay, seeds } from '../support/seeds.js';

const SEEDS = seeds(200);
const NODES = 50;
const TEXTS = 10;
const STORM = { loss: 0.1, duplication: 0.05, delay: { least: 1, most: 40 } };

/** Fifty nodes on a ring with chords, ten texts from ten of them, in bad weather, until all have all. */
function play(seed: number): { readonly digest: string; readonly complete: boolean } {
  const digest = new Digest();
  const network = new MemoryNetwork(seed, STORM, digest);
  const nodes = Array.from({ length: NODES }, (_, index) =>
    network.spawn({ name: `n${index}`, index, peers: [(index + 1) % NODES, (index * 7 + 3) % NODES] }),
  );
  network.run(500);
  for (let text = 0; text < TEXTS; text++) (nodes[(text * 13 + seed) % NODES] as MemoryNode).publish(`text ${text}`);
  const complete = network.runUntil(() => nodes.every((node) => node.node.log.end === TEXTS), 30_000);
  return { digest: digest.hex(), complete };
}

describe('fifty nodes under loss, duplication and reordering', () => {
  it(`go the same way again from the same seed, byte for byte, and all have all, over ${SEEDS.length} seeds`, () => {
    const digests = new Set<string>();
    for (const seed of SEEDS) {
      const first = play(seed);
      expect(first.complete, `texts are missing: ${replay(seed)}`).toBe(true);
      expect(play(seed).digest, `two runs differ: ${replay(seed)}`).toBe(first.digest);
      digests.add(first.digest);
    }
    expect(digests.size).toBe(SEEDS.length);
  });
});
