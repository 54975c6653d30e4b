import { describe, expect, test } from 'vitest';
import type { NodeEvent } from '../../../src/core/events.js';
import type { Node } from '../../../src/core/node.js';
import { Random } from '../../../src/core/random.js';
import type { Search } from '../../../src/core/search/search.js';
import { settings } from '../../../src/core/settings.js';
import { Lines } from '../../../src/logging/lines.js';
import { openWorld } from '../../../src/network/emulated/open-world.js';
import type { World } from '../../../src/network/emulated/world.js';
import { distances } from '../../../src/network/topology/links.js';
import { makeLinks } from '../../../src/network/topology/registry.js';

/** A node's place in the tree of 14, numbered level by level: the children of n are 2n + 1 and 2n + 2. */
const LEVELS = [[0], [1, 2], [3, 4, 5, 6], [7, 8, 9, 10, 11, 12, 13]] as const;
const SIZE = 14;

/** A network that everybody knows the ways of; what each node prints of its searches. */
function network(topology: string, size: number, seed = 1): { readonly world: World; readonly printed: string[][] } {
  const printed = Array.from({ length: size }, (): string[] => []);
  const lines = new Lines(() => []);
  const event = (node: number, one: NodeEvent): void => void printed[node]?.push(lines.of(one).trimEnd());
  const wants = (kind: string): boolean => kind === 'found' || kind === 'search-finished';
  const links = makeLinks(topology, size, new Random(seed));
  const world = openWorld({ links, seed, settings: settings({ routeRumors: 600_000 }), watcher: { wants, event } });
  const nodes = Array.from({ length: size }, (_, node) => node);
  expect(world.runUntil(() => nodes.every((node) => world.node(node).routes.list().length === size - 1), 60_000)).toBe(true);
  return { world, printed };
}

/** The node shares a file of so many chunks under a name; files of one name are one file. */
function share(world: World, node: number, name: string, chunkCount = 3): void {
  const metahash = Buffer.from(name).toString('hex').padEnd(64, '0');
  world.act(node, ({ files }) => files.share({ name, metahash, chunkCount, size: 8_192 * chunkCount }));
}

function search(world: World, node: number, keywords: readonly string[], budget = 0): Search {
  return world.act(node, ({ services }: Node) => services.searches.start(keywords, budget));
}

const requests = (world: World): number => world.counters.byKind.search_request.packetsOut;
const finders = ({ matches }: Search): readonly number[] =>
  [...new Set(matches.map(({ node }) => Number(node.slice(1)) - 1))].sort((a, b) => a - b);

describe('a search over a tree of 14 nodes, each with a file of its own', () => {
  test.each([
    [1, []],
    [3, LEVELS[1]],
    [7, [...LEVELS[1], ...LEVELS[2]]],
    [15, [...LEVELS[1], ...LEVELS[2], ...LEVELS[3]]],
  ] as const)(
    'with a budget of %i from the root finds all that it reaches when it splits evenly, and nothing farther',
    (budget, reached) => {
      const { world, printed } = network('tree', SIZE);
      for (let node = 0; node < SIZE; node++) share(world, node, `file of ${node}`);
      const one = search(world, 0, ['file'], budget);
      world.run(5_000);
      expect(finders(one)).toEqual(reached);
      expect(requests(world)).toBe(reached.length);
      expect(printed[0]?.filter((line) => line.startsWith('FOUND')).toSorted()).toEqual(one.matches.map(lineOf).toSorted());
      expect(printed[0]?.filter((line) => line === 'SEARCH FINISHED')).toHaveLength(reached.length >= 2 ? 1 : 0);
      expect(printed.slice(1).flat()).toEqual([]);
    },
  );

  test('without a budget widens until the two full matches are reached, in the round whose budget gets there', () => {
    const { world, printed } = network('tree', SIZE);
    for (const node of [7, 10]) share(world, node, 'deep file');
    share(world, 4, 'another thing');
    const one = search(world, 0, ['deep']);
    for (const asked of [1, 4, 11]) {
      world.run(999);
      expect([requests(world), one.verdict]).toEqual([asked, undefined]); // no more than one of the lowest level is reached so far
      world.run(1);
    }
    world.run(5_000);
    expect(one.verdict).toBe('found');
    expect(requests(world)).toBe(1 + 3 + 7 + 13);
    expect(finders(one)).toEqual([7, 10]);
    expect(printed[0]?.map((line) => line.split(' metafile=')[0]).toSorted()).toEqual([
      'FOUND match deep file at n11',
      'FOUND match deep file at n8',
      'SEARCH FINISHED',
    ]);
    expect(printed[0]?.at(-1)).toBe('SEARCH FINISHED');
  });

  test('that finds one full match goes through all its rounds, tells it once, and prints no end', () => {
    const { world, printed } = network('tree', SIZE);
    share(world, 5, 'only file');
    const one = search(world, 0, ['file']);
    world.run(10_000);
    expect(one.verdict).toBe('exhausted');
    expect(printed[0]).toEqual(one.matches.map(lineOf));
    expect(finders(one)).toEqual([5]);
  });

  test('from a leaf finds what is near, and not the searcher’s own', () => {
    const { world } = network('tree', SIZE);
    for (let node = 0; node < SIZE; node++) share(world, node, `file of ${node}`);
    const one = search(world, 7, ['file'], 3);
    world.run(5_000);
    const [parent, ...others] = finders(one);
    expect(finders(one)).toHaveLength(2);
    expect([parent, ...others]).toContain(3);
    expect([
      [1, 3],
      [3, 8],
    ]).toContainEqual(finders(one));
  });
});

describe('the requests of a search with budget B', () => {
  test.each(['tree', 'ring', 'star', 'complete', 'regular:4', 'small-world:4', 'preferential:2'])(
    'are at most B − 1 over a %s, each node answers at most once, and none beyond B − 1 hops',
    (topology) => {
      for (let budget = 1; budget <= 40; budget += 3) {
        const { world } = network(topology, 20, budget);
        for (let node = 0; node < 20; node++) share(world, node, `file of ${node}`);
        const from = budget % 20;
        const one = search(world, from, ['file'], budget);
        world.run(5_000);
        expect(requests(world)).toBeLessThanOrEqual(budget - 1);
        expect(one.matches).toHaveLength(finders(one).length);
        expect(finders(one)).not.toContain(from);
        const hops = distances(makeLinks(topology, 20, new Random(budget)), from);
        for (const node of finders(one)) expect(hops[node]).toBeLessThan(Math.max(budget, 1));
      }
    },
  );
});

function lineOf({ fileName, node, metahash, chunks }: Search['matches'][number]): string {
  return `FOUND match ${fileName} at ${node} metafile=${metahash} chunks=${chunks.join(',')}`;
}
