import { describe, expect, test } from 'vitest';
import type { NodeEvent } from '../../../src/core/events.js';
import { settings } from '../../../src/core/settings.js';
import { Lines } from '../../../src/logging/lines.js';
import { openWorld } from '../../../src/network/emulated/open-world.js';
import type { World } from '../../../src/network/emulated/world.js';
import { makeLinks } from '../../../src/network/topology/registry.js';
import { Random } from '../../../src/core/random.js';

const SIZE = 50;

/** A line of 50 nodes that have shown one another the way by route rumors, and what they print. */
function line(): { readonly world: World; readonly printed: string[][]; readonly drops: (readonly [number, string])[] } {
  const printed = Array.from({ length: SIZE }, (): string[] => []);
  const drops: [number, string][] = [];
  const lines = new Lines(() => []);
  const event = (node: number, one: NodeEvent): void => {
    if (one.kind === 'dropped') drops.push([node, one.reason]);
    else printed[node]?.push(lines.of(one));
  };
  const watcher = { wants: (kind: string) => kind === 'private' || kind === 'dropped', event };
  const links = makeLinks('line', SIZE, new Random(1));
  const world = openWorld({ links, seed: 1, settings: settings({ routeRumors: 60_000 }), encoded: true, watcher });
  const isKnown = () => Array.from({ length: SIZE }, (_, node) => world.node(node).routes.list().length === SIZE - 1).every(Boolean);
  expect(world.runUntil(isKnown, 60_000)).toBe(true);
  drops.length = 0;
  return { world, printed, drops };
}

describe('a line of fifty nodes, each of which sends a private message', () => {
  /** Everybody sends to the node so many places on, for whom there is one; upwards and downwards. */
  function sendAll({ world }: ReturnType<typeof line>, hops: number): void {
    for (let node = 0; node < SIZE; node++)
      for (const to of [node + hops, node - hops])
        if (to >= 0 && to < SIZE) world.act(node, (core) => core.services.sendPrivate(`from ${node} to ${to}`, world.node(to).name));
    world.run(1_000);
  }

  const expected = (hops: number) =>
    Array.from({ length: SIZE }, (_, to) =>
      [to - hops, to + hops]
        .filter((from) => from >= 0 && from < SIZE)
        .map((from) => `PRIVATE origin n${from + 1} hop-limit ${10 - hops} contents from ${from} to ${to}\n`),
    );

  test.each([1, 7, 10])('to the one %i hops away: all arrive, once, with the hops that are left', (hops) => {
    const all = line();
    sendAll(all, hops);
    expect(all.printed.map((lines) => lines.toSorted())).toEqual(expected(hops).map((lines) => lines.toSorted()));
    expect(all.drops).toEqual([]);
  });

  test('to the one 11 hops away: none arrives, and the node at the tenth hop drops and counts it', () => {
    const all = line();
    sendAll(all, 11);
    expect(all.printed.flat()).toEqual([]);
    const droppers = Array.from({ length: SIZE }, (_, from) =>
      [from + 10, from - 10].filter((at, side) => (side === 0 ? at < SIZE - 1 : at > 0)),
    );
    expect(all.drops.toSorted((x, y) => x[0] - y[0])).toEqual(
      droppers
        .flat()
        .toSorted((x, y) => x - y)
        .map((node) => [node, 'hop-limit']),
    );
    expect(all.world.counters.drops['hop-limit']).toBe(2 * (SIZE - 11));
  });
});
