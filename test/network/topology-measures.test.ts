import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random.js';
import { toLinks } from '../../src/network/topology/links.js';
import { measure } from '../../src/network/topology/measures.js';
import { makeLinks } from '../../src/network/topology/registry.js';

const of = (spec: string, nodes: number, steps?: number) => measure(makeLinks(spec, nodes, new Random(1)), steps);
const exact = (value: number) => ({ value, isExact: true });

describe('the measures of a graph', () => {
  it.each([
    ['line', 5, 4, 2, 2],
    ['ring', 10, 5, 5, 25 / 9],
    ['star', 9, 2, 1, 16 / 9],
    ['complete', 9, 1, 1, 1],
    ['line', 1, 0, 0, 0],
    ['torus:4', 16, 4, 4, 32 / 15],
  ])('a %s of %i nodes has diameter, radius and mean distance', (spec, nodes, diameter, radius, mean) => {
    const measured = of(spec, nodes);
    expect([measured.diameter, measured.radius, measured.meanDistance.isExact]).toEqual([exact(diameter), exact(radius), true]);
    expect(measured.meanDistance.value).toBeCloseTo(mean, 10);
  });

  it('degrees are counted', () => {
    expect(of('star', 9).degree).toEqual({
      min: 1,
      mean: 16 / 9,
      max: 8,
      distribution: [
        [1, 8],
        [8, 1],
      ],
    });
    expect(of('complete', 1_000_000).links).toBe(499_999_500_000);
  });

  it('parts without a link between them are counted, and hops only where there is a way', () => {
    const parts = measure(
      toLinks({
        nodes: 7,
        edges: [
          [0, 1],
          [1, 2],
          [3, 4],
          [5, 6],
        ],
      }),
    );
    expect([parts.components, parts.largestComponent, parts.diameter, parts.radius]).toEqual([3, 3, exact(2), exact(1)]);
    expect([of('ring', 100).components, of('ring', 100).largestComponent]).toEqual([1, 100]);
  });

  it('clustering is the share of linked neighbours: all in a complete graph, half in a ring of four nearest, none in a tree', () => {
    expect([of('complete', 5).clustering, of('small-world:links=4,rewired=0', 100).clustering, of('tree', 50).clustering]).toEqual([
      exact(1),
      exact(0.5),
      exact(0),
    ]);
  });

  it('that would take too long are marked as estimates, and are close', () => {
    const huge = of('small-world:links=4,rewired=0.01', 3_000, 1_000_000);
    expect([huge.diameter.isExact, huge.radius.isExact, huge.meanDistance.isExact]).toEqual([false, false, false]);
    expect(huge.diameter.value).toBeGreaterThanOrEqual(huge.radius.value);
    const ring = of('ring', 2_000, 100_000);
    expect(ring.diameter).toEqual({ value: 1_000, isExact: false });
    expect(Math.abs(ring.meanDistance.value - 500)).toBeLessThan(1);
  });

  it('clustering that would take too long is estimated from some nodes', () => {
    const huge = of('small-world:links=40,rewired=0', 1_000, 100_000).clustering;
    expect([huge.isExact, Math.abs(huge.value - (3 * 38) / (4 * 39)) < 1e-9]).toEqual([false, true]);
  });
});
