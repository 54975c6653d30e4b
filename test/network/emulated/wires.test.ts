import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { Random } from '../../../src/core/random.js';
import { Wires } from '../../../src/network/emulated/wires.js';
import { makeLinks } from '../../../src/network/topology/registry.js';

const NODES = 6;

it('wires are those that the network began with, and whatever was laid and cut since', () => {
  const spec = fc.constantFrom('ring', 'complete', 'star');
  const pairs = fc.array(fc.tuple(fc.nat(NODES - 1), fc.nat(NODES - 1)), { maxLength: 60 });
  fc.assert(
    fc.property(spec, pairs, (topology, changes) => {
      const base = makeLinks(topology, NODES, new Random(1));
      const wires = new Wires(base);
      const model = new Set<string>();
      const key = (a: number, b: number) => `${Math.min(a, b)} ${Math.max(a, b)}`;
      for (let node = 0; node < NODES; node++)
        for (let at = 0; at < base.degree(node); at++) model.add(key(node, base.neighbour(node, at)));
      const cuts = new Map<string, number>();
      for (const [a, b] of changes) {
        if (a === b) continue;
        if (wires.has(a, b)) {
          wires.cut(a, b);
          model.delete(key(a, b));
          cuts.set(key(a, b), (cuts.get(key(a, b)) ?? 0) + 1);
        } else {
          wires.lay(a, b);
          model.add(key(a, b));
        }
      }
      expect(wires.count).toBe(model.size);
      for (let a = 0; a < NODES; a++) {
        const neighbours = [...wires.of(a)];
        expect(new Set(neighbours).size).toBe(wires.degree(a));
        for (let b = 0; b < NODES; b++) {
          if (a === b) continue;
          expect([wires.has(a, b), neighbours.includes(b)]).toEqual([model.has(key(a, b)), model.has(key(a, b))]);
          expect(wires.cutsOf(a, b)).toBe(cuts.get(key(a, b)) ?? 0);
          expect(wires.carries(a, b)).toBe(model.has(key(a, b)) || !cuts.has(key(a, b)));
        }
      }
    }),
  );
});

it('a node that joins has no wires until one is laid', () => {
  const wires = new Wires(makeLinks('ring', 3, new Random(1)));
  wires.addNode();
  expect([wires.nodes, [...wires.of(3)]]).toEqual([4, []]);
  wires.lay(3, 1);
  expect([...wires.of(3)]).toEqual([1]);
  expect(new Set([...wires.of(1)])).toEqual(new Set([0, 2, 3]));
});

it('a complete graph of a million nodes lists nothing but what has changed', () => {
  const wires = new Wires(makeLinks('complete', 1_000_000, new Random(1)));
  wires.cut(5, 999_999);
  wires.cut(5, 7);
  wires.lay(5, 7);
  expect([wires.count, wires.degree(5), wires.degree(999_999), wires.degree(6)]).toEqual([499_999_499_999, 999_998, 999_998, 999_999]);
  expect([wires.has(5, 999_999), wires.has(999_999, 5), wires.has(5, 7), wires.has(5, 5)]).toEqual([false, false, true, false]);
  expect([...wires.of(999_999)].slice(3, 7)).toEqual([3, 4, 6, 7]);
  expect(wires.unchanged(6)).toBeDefined();
});
