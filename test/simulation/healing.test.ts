import { describe, expect, it } from 'vitest';
import { cut } from '../support/cut.js';
import { MemoryNetwork } from '../support/memory-network.js';
import type { MemoryNode } from '../support/memory-node.js';
import { busiestSecond, datagramsOut, ring } from '../support/ring.js';
import { replay, seeds } from '../support/seeds.js';

const WIRES = [
  { wire: 'the plain wire', settings: { extensions: 0 } },
  { wire: 'the extended wire', settings: {} },
];

/** Lets time pass in tenths of a second until all nodes hold `count` messages, for so many ms at the most. */
function* tenthsUntil(network: MemoryNetwork, nodes: readonly MemoryNode[], count: number, within: number): Iterable<void> {
  const end = network.now + within;
  while (network.now < end && nodes.some(({ node }) => node.log.end < count)) {
    network.run(100);
    yield;
  }
}

describe.each(WIRES)('a ring of ten on $wire', ({ settings }) => {
  it.each(seeds(5))('delivers everything everywhere, each once, though a fifth of all datagrams is lost (seed %i)', (seed) => {
    const network = new MemoryNetwork(seed, { loss: 0.2, delay: { least: 1, most: 5 } });
    const nodes = ring(network, 10, settings);
    nodes.forEach((node, index) => Array.from({ length: 20 }, (_, text) => node.publish(`${index} ${text}`)));
    const complete = network.runUntil(() => nodes.every(({ node }) => node.log.end === 200), 60_000);
    expect(complete, replay(seed)).toBe(true);
    for (const node of nodes) expect(new Set(node.texts()).size).toBe(200);
  });

  it.each([
    { count: 100, within: 2_000 },
    { count: 1_000, within: 10_000 },
  ])('has $count messages of ten seconds of partition everywhere $within ms after it heals, at most 2,000 datagrams/s a node', (goal) => {
    for (const seed of seeds(5)) {
      const network = new MemoryNetwork(seed);
      const nodes = ring(network, 10, settings);
      const heal = network.rules.add(cut(new Set([0, 1, 2, 3, 4]), new Set([5, 6, 7, 8, 9])));
      for (let text = 0; text < goal.count; text++) {
        nodes[text % 10]?.publish(`text ${text}`);
        network.run(10_000 / goal.count);
      }
      expect(nodes.some(({ node }) => node.log.end === goal.count)).toBe(false);
      heal();
      const healedAt = network.now;
      const most = busiestSecond(nodes, () => tenthsUntil(network, nodes, goal.count, goal.within));
      expect(
        nodes.map(({ node }) => node.log.end),
        `at ${network.now - healedAt} ms; ${replay(seed)}`,
      ).toEqual(nodes.map(() => goal.count));
      expect(most, replay(seed)).toBeLessThanOrEqual(2_000);
    }
  });

  it('in sync sends at most three datagrams a second and node', () => {
    const network = new MemoryNetwork(1);
    const nodes = ring(network, 10, settings);
    for (const node of nodes) node.publish(`from ${node.node.name}`);
    network.run(10_000);
    expect(nodes.every(({ node }) => node.log.end === 10)).toBe(true);
    const before = nodes.map(datagramsOut);
    network.run(100_000);
    for (const [index, node] of nodes.entries()) expect(datagramsOut(node) - (before[index] as number)).toBeLessThanOrEqual(3 * 100);
  });

  it('delivers ten thousand messages published at once, none missing', { timeout: 60_000 }, () => {
    const network = new MemoryNetwork(1);
    const nodes = ring(network, 10, settings);
    for (let text = 0; text < 10_000; text++) nodes[0]?.publish(`text ${text}`);
    const complete = network.runUntil(() => nodes.every(({ node }) => node.log.end === 10_000), 120_000);
    expect(nodes.map(({ node }) => node.log.end)).toEqual(nodes.map(() => 10_000));
    expect(complete).toBe(true);
  });
});
