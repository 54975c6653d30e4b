import { describe, expect, it } from 'vitest';
import { MemoryNetwork } from '../support/memory-network.js';
import { datagramsOut } from '../support/ring.js';

const NODES = 10;
const TEXTS = 10_000;

const WIRES = [
  { wire: 'plain', extensions: 0, most: 3 },
  { wire: 'extended', extensions: 1, most: 0.6 },
];
const SHAPES = [
  { shape: 'a ring', steps: [1] },
  { shape: 'a ring with chords', steps: [1, 3] },
];

describe.each(WIRES)('ten thousand messages at once on the $wire wire', ({ extensions, most }) => {
  describe.each(SHAPES)('in $shape of ten', ({ steps }) => {
    it.each([1, NODES])(
      `from %i of them are lost nowhere and take at most ${most} datagrams a delivery`,
      { timeout: 60_000 },
      (speakers) => {
        const network = new MemoryNetwork(1);
        const nodes = Array.from({ length: NODES }, (_, index) => {
          const peers = steps.flatMap((step) => [(index + step) % NODES, (index + NODES - step) % NODES]);
          return network.spawn({ name: `n${index}`, index, peers, settings: { extensions } });
        });
        network.run(1_000);
        const before = nodes.map(datagramsOut);
        for (let text = 0; text < TEXTS; text++) nodes[text % speakers]?.publish(`text ${text}`);
        expect(network.runUntil(() => nodes.every(({ node }) => node.log.end >= TEXTS), 60_000)).toBe(true);
        for (const node of nodes) expect(new Set(node.texts()).size).toBe(TEXTS);
        const sent = nodes.reduce((sum, node, index) => sum + datagramsOut(node) - (before[index] as number), 0);
        expect(sent / (TEXTS * (NODES - 1))).toBeLessThanOrEqual(most);
      },
    );
  });
});
