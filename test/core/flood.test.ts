import { expect, test } from 'vitest';
import type { Parts } from '../../src/core/dissemination/dissemination.js';
import { Flood } from '../../src/core/dissemination/flood.js';
import { MemoryNetwork } from '../support/memory-network.js';
import type { MemoryNode } from '../support/memory-node.js';

const SIZE = 6;
const rule = ({ context, peers }: Parts) => new Flood(context, peers);

/** A ring of nodes that follow another rule than mongering. */
function floodingRing(): { readonly network: MemoryNetwork; readonly nodes: readonly MemoryNode[] } {
  const network = new MemoryNetwork(1);
  const settings = { extensions: 0, settleTime: 0 };
  const nodes = Array.from({ length: SIZE }, (_, index) =>
    network.spawn({ name: `n${index}`, index, peers: [(index + 1) % SIZE, (index + SIZE - 1) % SIZE], settings, rule }),
  );
  return { network, nodes };
}

const sum = (nodes: readonly MemoryNode[], kind: 'rumor' | 'status') =>
  nodes.reduce((total, { counters }) => total + counters.byKind[kind].packetsOut, 0);

test('a node that is given another rule follows it: a flood tells every neighbour but the sender, once', () => {
  const { network, nodes } = floodingRing();
  nodes[0]?.publish('hi');
  network.run(5_000);
  expect(nodes.map((node) => node.texts())).toEqual(nodes.map(() => ['hi']));
  expect(sum(nodes, 'rumor'), 'two from the origin, one from each other node').toBe(SIZE + 1);
});

test('anti-entropy is a part of its own and goes on under any rule', () => {
  const { network, nodes } = floodingRing();
  nodes[0]?.publish('hi');
  network.run(5_000);
  const before = sum(nodes, 'status');
  network.run(10_000);
  expect(sum(nodes, 'status')).toBeGreaterThanOrEqual(before + 5 * SIZE);
});
