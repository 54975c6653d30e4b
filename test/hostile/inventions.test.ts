import { describe, expect, it } from 'vitest';
import { BOUNDS } from '../../src/core/bounds.js';
import { Ability, ALL, rumor, status, want } from '../../src/core/packet.js';
import { GoNode } from '../support/go-node.js';
import type { MemoryNode } from '../support/memory-node.js';
import { datagramsOut } from '../support/ring.js';
import { Village } from './village.js';

const INVENTIONS = 100_000;
const WIRES = [
  { wire: 'plain', extensions: 0, abilities: 0 },
  { wire: 'extended', extensions: 1, abilities: Ability.bundles },
];

describe.each(WIRES)('on the $wire wire, a hundred thousand', ({ extensions, abilities }) => {
  it.each([
    { what: 'all of them to each node', to: (village: Village) => village.nodes },
    { what: 'all of them to one node', to: (village: Village) => village.nodes.slice(0, 1) },
  ])('invented origins, $what, leave room and time for honest ones', { timeout: 60_000 }, ({ to }) => {
    const village = new Village({ extensions, size: 4 });
    village.livingThrough(1_000, 10_000, (time) => {
      for (let each = 0; each < INVENTIONS / 1_000; each++) {
        const invented = rumor(`invented ${time * 100 + each}`, 1, '');
        for (const node of to(village)) village.say(invented, node);
      }
    });
    village.live(2_000);
    village.expectWhole();
    village.expectBounded();
    for (const { node } of village.nodes) expect(node.vector().length).toBeLessThanOrEqual(BOUNDS.originsOfStrangers);
    expect(village.restlessness(20_000)).toBeLessThan(100);
  });

  it('invented source addresses crowd out nobody whom the user named, and leave nothing behind', { timeout: 60_000 }, () => {
    const village = new Village({ extensions, size: 4 });
    village.live(1_000);
    const before = village.nodes.map(datagramsOut);
    village.livingThrough(1_000, 2_000, (time) => {
      for (let each = 0; each < 100; each++)
        village.say(
          status([], ALL, abilities),
          village.nodes[each % village.nodes.length] as MemoryNode,
          village.stranger(time * 100 + each),
        );
    });
    village.live(2_000);
    village.expectWhole();
    village.expectBounded();
    // Each address is answered with two windows of rumors at the most, and then left alone.
    for (const [index, node] of village.nodes.entries())
      expect(datagramsOut(node) - (before[index] as number)).toBeLessThan((INVENTIONS / village.nodes.length) * 16);
    village.network.run(40_000);
    expect(village.restlessness(20_000)).toBeLessThanOrEqual(3);
  });
});

describe('origins with the longest names that there may be', () => {
  it.each(WIRES)('fit no Status together, and yet none is larger than a datagram (the $wire wire)', ({ extensions, abilities }) => {
    const village = new Village({ extensions, size: 3 });
    const go = new GoNode(village.network, { name: 'reference', index: 20, peers: [0, 1], reference: true });
    const name = (index: number) => `${index}`.padEnd(BOUNDS.nameBytes, 'x');
    village.livingThrough(100, 2_000, (time) => {
      const rumors = Array.from({ length: 20 }, (_, index) => rumor(name(time * 20 + index), 1, 'x'));
      village.sayToAll({ kind: 'bundle', rumors });
      village.sayToAll(
        status(
          rumors.map(({ origin }) => want(`${origin.slice(1)}y`, 2)),
          ALL,
          abilities,
        ),
      );
    });
    village.live(5_000);
    village.expectWhole();
    expect(go.texts.length).toBeGreaterThan(0);
    expect(village.restlessness(20_000)).toBeLessThan(100);
  });
});

describe('a hundred thousand invented origins, others for each node,', () => {
  it('leave room and time for honest ones that are new afterwards', { timeout: 60_000 }, () => {
    const village = new Village({ size: 4 });
    for (let origin = 0; origin < INVENTIONS; origin++) {
      village.say(rumor(`invented ${origin}`, 1, ''), village.nodes[origin % village.nodes.length] as MemoryNode);
      if (origin % 1_000 === 0) village.network.run(10);
    }
    village.live(5_000);
    village.expectWhole();
    village.expectBounded();
    expect(village.restlessness(5_000)).toBeLessThan(200);
  });
});
