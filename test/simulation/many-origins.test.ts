import { describe, expect, it } from 'vitest';
import { rumor } from '../../src/core/packet.js';
import { DEFAULT_SETTINGS } from '../../src/core/settings.js';
import { encode } from '../../src/wire/codec.js';
import { MemoryNetwork } from '../support/memory-network.js';
import type { MemoryNode } from '../support/memory-node.js';

const ORIGINS = 5_000;

/** Gives a node rumors of 5,000 origins, as somebody who is gone afterwards. */
function fill(network: MemoryNetwork, node: MemoryNode): void {
  const giver = network.peer(99);
  for (let origin = 0; origin < ORIGINS; origin++) {
    network.send(encode(rumor(`somebody with a name of some length ${origin}`, 1, `text ${origin}`), 'course'), giver, node.address);
    if (origin % 50 === 0) network.run(1);
  }
  network.run(100);
  expect(node.node.vector().length).toBe(ORIGINS);
  node.command((core) => core.removePeer(giver));
}

describe('five thousand origins, whose vector is too large for a datagram', () => {
  it('are synchronised between nodes of ours, and are no burden afterwards', { timeout: 300_000 }, () => {
    const network = new MemoryNetwork(1);
    const [full, other] = synchronise(network, 1, 1);
    network.run(20_000);
    const rumors = (): number => full.counters.byKind.bundle.packetsOut + full.counters.byKind.rumor.packetsOut;
    const statuses = (): number => full.counters.byKind.status.packetsOut + other.counters.byKind.status.packetsOut;
    const before = { rumors: rumors(), statuses: statuses() };
    network.run(60_000);
    expect(rumors()).toBe(before.rumors);
    // Each tells the whole vector once a period, in parts.
    const parts = Math.ceil((ORIGINS * 60) / DEFAULT_SETTINGS.statusPartBytes);
    expect(statuses() - before.statuses).toBeLessThanOrEqual(2 * parts * 60 * 1.2);
  });

  it.each([
    [1, 0, 'a node of ours to one that knows no extension'],
    [0, 1, 'one that knows no extension to a node of ours'],
  ])('go from (extensions %i to %i) %s', { timeout: 300_000 }, (from, to) => {
    const [full, empty] = synchronise(new MemoryNetwork(1), from, to);
    expect(empty.node.vector()).toHaveLength(full.node.vector().length);
  });
});

/** A node that holds them all meets one that holds nothing, until that one has all, and one text more. */
function synchronise(network: MemoryNetwork, from: number, to: number): readonly [MemoryNode, MemoryNode] {
  const full = network.spawn({ name: 'full', index: 0, settings: { extensions: from } });
  fill(network, full);
  const empty = network.spawn({ name: 'empty', index: 1, peers: [0], settings: { extensions: to } });
  network.runUntil(() => empty.node.log.end === ORIGINS, 120_000);
  expect(empty.node.log.end).toBe(ORIGINS);
  full.publish('after all of them');
  expect(network.runUntil(() => empty.node.log.end === ORIGINS + 1, 60_000)).toBe(true);
  return [full, empty];
}
