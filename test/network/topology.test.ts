import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random.js';
import { describeTopologies, makeTopology } from '../../src/network/topology/registry.js';
import { bisect } from '../../src/network/topology/bisect.js';
import { isConnected, neighbours, type Edge, type Topology } from '../../src/network/topology/topology.js';

const make = (spec: string, nodes: number, seed = 1) => makeTopology(spec, nodes, new Random(seed));
const specs = [
  'line',
  'ring',
  'star',
  'tree',
  'tree:3',
  'grid',
  'grid:3',
  'complete',
  'regular:2',
  'regular:3',
  'regular:4',
  'torus:2',
  'erdos',
  'small-world:4',
  'preferential:2',
  'erdos:p=0.9',
  'small-world:links=2,rewired=0.5',
  'small-world:rewired=0',
  'clusters:2',
  'clusters:count=3,bridges=2,links=2',
];
const degrees = (topology: Topology) => neighbours(topology).map((list) => list.length);

/** The nodes that are `kept` and the links between them. */
function part(topology: Topology, kept: (node: number) => boolean): Topology {
  const nodes = Array.from({ length: topology.nodes }, (_, node) => node).filter(kept);
  const edges = topology.edges.filter((pair) => pair.every(kept)).map(([a, b]): Edge => [nodes.indexOf(a), nodes.indexOf(b)]);
  return { nodes: nodes.length, edges };
}

describe('topologies', () => {
  it.each([
    ['line', 4, '0-1 1-2 2-3'],
    ['ring', 4, '0-1 1-2 2-3 0-3'],
    ['star', 4, '0-1 0-2 0-3'],
    ['tree:2', 6, '0-1 0-2 1-3 1-4 2-5'],
    ['grid:2', 5, '0-1 2-3 0-2 1-3 2-4'],
  ])('a %s of %i nodes has the links %s', (spec, nodes, links) => {
    expect(
      make(spec, nodes)
        .edges.map((pair) => pair.join('-'))
        .join(' '),
    ).toBe(links);
  });

  it('a complete graph links every pair once', () => {
    expect(make('complete', 6).edges).toHaveLength(15);
    expect(degrees(make('complete', 6))).toEqual([5, 5, 5, 5, 5, 5]);
  });

  it('every possible graph is connected and has no loops and no repeated links', () => {
    fc.assert(
      fc.property(fc.constantFrom(...specs), fc.integer({ min: 5, max: 40 }), fc.nat(), (spec, half, seed) => {
        const topology = make(spec, half * 2, seed);
        expect(isConnected(topology)).toBe(true);
        expect(new Set(topology.edges.map(String)).size).toBe(topology.edges.length);
        expect(topology.edges.every(([a, b]) => a >= 0 && a < b && b < topology.nodes)).toBe(true);
      }),
    );
  });

  it('a regular graph has the same number of links at every node, whatever the seed, up to the complete one', () => {
    for (let seed = 0; seed < 20; seed++) expect(new Set(degrees(make('regular:4', 50, seed)))).toEqual(new Set([4]));
    for (let degree = 2; degree < 10; degree++) expect(new Set(degrees(make(`regular:${degree}`, 10, degree)))).toEqual(new Set([degree]));
  });

  it('the same seed gives the same graph and another seed another one', () => {
    expect(make('regular:4', 30, 7)).toEqual(make('regular:4', 30, 7));
    expect(make('regular:4', 30, 7)).not.toEqual(make('regular:4', 30, 8));
  });

  it('a parameter by its name is the one that a bare number gives', () => {
    expect(make('regular:links=4', 30, 7)).toEqual(make('regular:4', 30, 7));
    expect(make('clusters:count=4', 40, 7)).toEqual(make('clusters:4', 40, 7));
  });

  it('clusters are linked by as many bridges as asked for, in a ring, and by nothing else', () => {
    const { edges } = make('clusters:count=4,bridges=3', 40);
    const cluster = (node: number) => Math.floor(node / 10);
    const borders = edges.map(([a, b]) => [cluster(a), cluster(b)].join('-')).filter((border) => border[0] !== border[2]);
    expect(borders.toSorted().join(' ')).toBe('0-1 0-1 0-1 0-3 0-3 0-3 1-2 1-2 1-2 2-3 2-3 2-3');
    expect(edges).toHaveLength(4 * 20 + 12);
  });

  it('with a probability for each pair, so many pairs are linked', () => {
    const links = [1, 2, 3, 4, 5].map((seed) => make('erdos:p=0.1', 300, seed).edges.length);
    // 44,850 pairs: 4,485 links, deviation 64.
    for (const count of links) expect(Math.abs(count - 4_485)).toBeLessThan(5 * 64);
    expect(new Set(links).size).toBeGreaterThan(1);
    expect(make('erdos:p=1', 6).edges).toHaveLength(15);
  });

  it('a share of a ring is led elsewhere', () => {
    const elsewhere = (rewired: number) =>
      make(`small-world:rewired=${rewired}`, 1_000).edges.filter(([a, b]) => (b - a + 2) % 1_000 > 4).length / 2_000;
    expect(elsewhere(0)).toBe(0);
    expect(Math.abs(elsewhere(0.3) - 0.3)).toBeLessThan(0.05);
  });

  it('a node that is linked with all others already ends no search', () => {
    for (let seed = 0; seed < 50; seed++) expect(isConnected(make('small-world:links=2,rewired=1', 4, seed))).toBe(true);
  });

  it('a thousand nodes with eight links each are drawn', () => {
    expect(make('regular:8', 1_000).edges).toHaveLength(4_000);
  });

  it.each([
    ['rnig', 10, /no topology "rnig"; there are: line, ring/],
    ['ring', 2, /a ring needs at least 3 nodes, not 2/],
    ['line', 0, /a line needs at least 1 node, not 0/],
    ['ring', 3.5, /not 3.5/],
    ['ring:4', 10, /a ring takes no number: write "ring", not "ring:4"/],
    ['tree:0', 10, /children per node must be a whole number from 1/],
    ['regular:x', 10, /links per node must be a whole number/],
    ['regular:', 10, /links per node must be a whole number/],
    ['regular:10', 10, /at most regular:9/],
    ['regular:3', 9, /one of the two must be even/],
    ['regular:1', 10, /at least regular:2/],
    ['torus:3', 10, /do not fill rows of 3; take a width that divides 10/],
    ['erdos:10', 10, /at most 9/],
    ['erdos:1', 100, /no connected erdos:1 of 100 nodes was found; take more links per node/],
    ['small-world:3', 10, /must be even/],
    ['small-world:10', 10, /take fewer/],
    ['preferential:10', 10, /at most 9/],
    ['tree:sons=3', 10, /a tree has no "sons"; it has children/],
    ['clusters:2,count=3', 10, /gives count twice/],
    ['small-world:rewired=1.5', 10, /the share that is led elsewhere must be a fraction from 0 to 1/],
    ['small-world:links=0.5', 10, /links per node, even must be a whole number from 1/],
    ['erdos:p=0', 10, /has no links; take a greater p/],
    ['erdos:p=0.5,links=3', 10, /takes links or p, not both/],
    ['erdos:p=0.001', 100, /no connected erdos:p=0.001 of 100 nodes was found/],
    ['clusters:1', 10, /take at least 2 clusters/],
    ['clusters:6', 10, /each needs two nodes; take at most 5 clusters/],
    ['clusters:count=5,bridges=5', 10, /have room for 4 bridges, not 5/],
    ['clusters:links=3', 10, /must be even/],
  ])('%s over %s nodes is refused with what to do instead', (spec, nodes, message) => {
    expect(() => make(spec, nodes)).toThrow(message);
  });

  it('a ring, a line and a complete graph are cut into halves', () => {
    for (const spec of ['ring', 'line', 'complete']) expect(bisect(make(spec, 10)), spec).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    expect(bisect(make('line', 2))).toEqual([0, 1]);
  });

  it('both sides of a cut network are connected in themselves', () => {
    fc.assert(
      fc.property(fc.constantFrom(...specs), fc.integer({ min: 3, max: 30 }), fc.nat(), (spec, half, seed) => {
        const topology = make(spec, half * 2, seed);
        const sides = bisect(topology);
        for (const side of [0, 1]) expect(isConnected(part(topology, (node) => sides[node] === side)), `side ${side}`).toBe(true);
      }),
    );
  });

  it('help has a line for each', () => {
    const lines = describeTopologies().filter((text) => !text.startsWith(' '));
    expect(lines.map((text) => text.split(/[ [:]/)[0])).toEqual([
      'line',
      'ring',
      'star',
      'complete',
      'tree',
      'grid',
      'regular',
      'torus',
      'erdos',
      'small-world',
      'preferential',
      'clusters',
    ]);
  });
});
