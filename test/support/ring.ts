import { BOUNDS } from '../../src/core/bounds.js';
import type { Settings } from '../../src/core/settings.js';
import type { MemoryNetwork } from './memory-network.js';
import type { MemoryNode } from './memory-node.js';

/** Nodes n0, n1, … of a ring, each with both neighbours as configured peers, after they have settled. */
export function ring(network: MemoryNetwork, size: number, settings: Partial<Settings> = {}): readonly MemoryNode[] {
  const nodes = Array.from({ length: size }, (_, index) =>
    network.spawn({ name: `n${index}`, index, peers: [(index + 1) % size, (index + size - 1) % size], settings }),
  );
  network.run(1_000);
  return nodes;
}

export function datagramsOut(node: MemoryNode): number {
  return Object.values(node.counters.byKind).reduce((sum, { packetsOut }) => sum + packetsOut, 0);
}

/** The most datagrams that any of the nodes sends in any second of the time that `during` lets pass, tenth by tenth. */
export function busiestSecond(nodes: readonly MemoryNode[], tenths: () => Iterable<void>): number {
  const history: number[][] = [nodes.map(datagramsOut)];
  let most = 0;
  for (const _ of tenths()) {
    const now = nodes.map(datagramsOut);
    const before = history[Math.max(0, history.length - 10)] as number[];
    most = Math.max(most, ...now.map((count, index) => count - (before[index] as number)));
    history.push(now);
  }
  return most;
}

/** Every bound of a node's memory that can be seen from outside. */
export function isBounded({ node }: MemoryNode, configured: number): boolean {
  return node.vector().length <= BOUNDS.origins && node.neighbours.length <= configured + BOUNDS.learntPeers;
}
