import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random.js';
import { areConnected, Complete, distances, eccentricity, type Links, toTopology } from '../../src/network/topology/links.js';
import { makeLinks, makeTopology } from '../../src/network/topology/registry.js';
import { neighbours } from '../../src/network/topology/topology.js';

const make = (spec: string, nodes: number, seed = 1) => makeLinks(spec, nodes, new Random(seed));
const nodesOf = (links: Links) => Array.from({ length: links.nodes }, (_, node) => node);
const degrees = (links: Links) => nodesOf(links).map((node) => links.degree(node));
const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

describe('compact graphs', () => {
  it.each(['ring', 'tree:3', 'grid:5', 'regular:4', 'complete', 'torus:5', 'small-world:4', 'preferential:3', 'erdos:8'])(
    'a %s has the same links in either form',
    (spec) => {
      const links = make(spec, 30);
      const listed = neighbours(makeTopology(spec, 30, new Random(1)));
      for (const node of nodesOf(links)) {
        const own = Array.from({ length: links.degree(node) }, (_, at) => links.neighbour(node, at));
        expect(own.toSorted((a, b) => a - b)).toEqual(listed[node]?.toSorted((a, b) => a - b));
      }
    },
  );

  it('a regular graph of 50,000 nodes is connected, without loops or repeats, and other from another seed', () => {
    const links = make('regular:8', 50_000);
    expect(new Set(degrees(links))).toEqual(new Set([8]));
    expect(areConnected(links)).toBe(true);
    const { edges } = toTopology(links);
    expect(edges).toHaveLength(200_000);
    expect(new Set(edges.map(([a, b]) => a * 50_000 + b)).size).toBe(200_000);
    expect(toTopology(make('regular:8', 50_000, 2)).edges).not.toEqual(edges);
  });

  it('a dense regular graph is found too', () => {
    for (const degree of [15, 17, 18, 19]) expect(new Set(degrees(make(`regular:${degree}`, 20)))).toEqual(new Set([degree]));
  });

  it('every node of a torus has four neighbours', () => {
    expect(new Set(degrees(make('torus:6', 30)))).toEqual(new Set([4]));
    expect(eccentricity(make('torus:6', 30), 7)).toBe(3 + 2);
  });

  it('the means of degrees are those asked for', () => {
    expect(mean(degrees(make('erdos:10', 1_000)))).toBe(10);
    expect(mean(degrees(make('small-world:6', 1_000)))).toBe(6);
    expect(mean(degrees(make('preferential:3', 1_000)))).toBeCloseTo(6, 1);
  });

  it('a graph with preferences has hubs, a random one of the same size has none', () => {
    const most = (spec: string) => degrees(make(spec, 2_000)).reduce((a, b) => Math.max(a, b));
    expect(most('preferential:4')).toBeGreaterThan(3 * most('erdos:16'));
  });

  it('a small world is nearer than its ring', () => {
    expect(eccentricity(make('small-world:4', 1_000), 0)).toBeLessThan(eccentricity(make('ring', 1_000), 0) / 10);
  });

  it('a complete graph takes no room, and distances of any graph count hops', () => {
    const complete = make('complete', 1_000_000);
    expect(complete).toBeInstanceOf(Complete);
    expect([0, 5, 6].map((at) => complete.neighbour(5, at))).toEqual([0, 6, 7]);
    expect(eccentricity(complete, 3)).toBe(1);
    expect([...distances(make('line', 5), 1)]).toEqual([1, 0, 1, 2, 3]);
  });
});
