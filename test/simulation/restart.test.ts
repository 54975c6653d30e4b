import { describe, expect, it } from 'vitest';
import { cut } from '../support/cut.js';
import { MemoryNetwork } from '../support/memory-network.js';
import type { MemoryNode } from '../support/memory-node.js';
import { ring } from '../support/ring.js';
import { replay, seeds } from '../support/seeds.js';

const SIZE = 5;
const LINKS = [
  { links: 'quick links', delay: { least: 1, most: 5 } },
  { links: 'links slower than the wait for the first id', delay: { least: 150, most: 300 } },
];

function all(nodes: readonly MemoryNode[], texts: readonly string[]): boolean {
  return nodes.every((node) => texts.every((text) => node.texts().includes(text)));
}

describe.each(LINKS)('a node that is killed and started again under its name, on $links,', ({ delay }) => {
  /** The ring after its first node has said three things and was killed. */
  function bereaved(seed: number): { network: MemoryNetwork; others: readonly MemoryNode[] } {
    const network = new MemoryNetwork(seed, { delay });
    const [first, ...others] = ring(network, SIZE);
    for (const text of ['old 1', 'old 2', 'old 3']) first?.publish(text);
    expect(network.runUntil(() => all(others, ['old 1', 'old 2', 'old 3']), 30_000)).toBe(true);
    first?.stop();
    network.run(3_000);
    return { network, others };
  }

  const again = (network: MemoryNetwork) => network.spawn({ name: 'n0', index: 0, peers: [1, SIZE - 1] });

  it('goes on above what others know, and is heard by all', () => {
    for (const seed of seeds(10)) {
      const { network, others } = bereaved(seed);
      const reborn = again(network);
      network.runUntil(() => reborn.node.settled, 10_000);
      for (const text of ['new 1', 'new 2']) reborn.publish(text);
      expect(
        network.runUntil(() => all(others, ['old 1', 'old 2', 'old 3', 'new 1', 'new 2']), 30_000),
        replay(seed),
      ).toBe(true);
      network.run(10_000);
      for (const node of others) expect(node.texts().filter((text) => text.startsWith('new')).length, replay(seed)).toBe(2);
    }
  });

  it('says again, once, what it said under taken ids while it was cut off', () => {
    for (const seed of seeds(10)) {
      const { network, others } = bereaved(seed);
      const heal = network.rules.add(cut(new Set([0]), new Set([1, 2, 3, 4])));
      const reborn = again(network);
      expect(network.runUntil(() => reborn.node.settled, 200)).toBe(true);
      for (const text of ['new 1', 'new 2']) reborn.publish(text);
      network.run(5_000);
      heal();
      expect(
        network.runUntil(() => all(others, ['new 1', 'new 2']), 30_000),
        replay(seed),
      ).toBe(true);
      network.run(10_000);
      for (const node of others) expect(node.texts().filter((text) => text.startsWith('new')).length, replay(seed)).toBe(2);
      for (const node of others) expect(node.node.nextId('n0')).toBe(6);
    }
  });
});

describe('two nodes of one name', () => {
  it('are told of it, lose no more than the texts that collide, and repeat nothing for ever', () => {
    for (const seed of seeds(10)) {
      const network = new MemoryNetwork(seed);
      const nodes = ring(network, SIZE);
      const [first] = nodes as [MemoryNode];
      const twin = network.spawn({ name: 'n0', index: SIZE, peers: [2, 3] });
      let collisions = 0;
      for (const node of nodes) node.onEvent = (event) => void (event.kind === 'collision' && collisions++);
      network.runUntil(() => twin.node.settled, 1_000);
      for (let text = 0; text < 20; text++) {
        first.publish(`first ${text}`);
        twin.publish(`twin ${text}`);
        network.run(100);
      }
      network.run(20_000);
      expect(collisions, replay(seed)).toBeGreaterThan(0);
      expect(Math.max(...nodes.map(({ counters }) => counters.drops.collision))).toBeGreaterThan(0);
      const ends = nodes.map(({ node }) => node.log.end);
      network.run(60_000);
      expect(
        nodes.map(({ node }) => node.log.end),
        replay(seed),
      ).toEqual(ends);
      expect(Math.max(...ends)).toBeLessThanOrEqual(2 * 40);
      nodes[2]?.publish('somebody else');
      expect(network.runUntil(() => all(nodes, ['somebody else']), 10_000)).toBe(true);
    }
  });
});
