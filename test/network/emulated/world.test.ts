import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/random.js';
import { settings } from '../../../src/core/settings.js';
import { Digest } from '../../../src/network/emulated/digest.js';
import { Invariants } from '../../../src/network/emulated/invariants.js';
import { openWorld } from '../../../src/network/emulated/open-world.js';
import type { WorldOptions } from '../../../src/network/emulated/world-options.js';
import { delay } from '../../../src/network/links/delay.js';
import { duplication } from '../../../src/network/links/duplication.js';
import { loss } from '../../../src/network/links/loss.js';
import { Adjacency } from '../../../src/network/topology/links.js';
import { makeLinks } from '../../../src/network/topology/registry.js';
import { checkedWorld, haveAll } from './worlds.js';

const QUIET = settings({ antiEntropy: 0, settleTime: 0 });
const make = (options: Partial<WorldOptions> = {}) =>
  openWorld({ links: makeLinks('ring', 10, new Random(1)), seed: 1, settings: settings({}), ...options });

describe('a world of nodes in virtual time', () => {
  it('a text reaches every node, and time stands where that was so', () => {
    const world = make({ rule: () => 20 });
    world.run(500);
    world.publish(3, 'hello');
    expect(world.runUntil(() => haveAll(world, 1), 60_000)).toBe(true);
    expect(world.accepted).toBe(10);
    const { now } = world;
    expect(world.node(8).log.at(world.node(8).log.oldest).at).toBeLessThanOrEqual(now);
    expect(Array.from({ length: 10 }, (_, at) => world.node(at).log.at(0).at).reduce((a, b) => Math.max(a, b))).toBe(now);
  });

  it('delays are exact', () => {
    const world = make({ links: Adjacency.of(2, [0, 1]), settings: QUIET, rule: () => 37 });
    world.run(100);
    const sentAt = world.now;
    world.publish(0, 'hello');
    world.runUntil(() => world.accepted === 2, 1_000);
    expect(world.now - sentAt).toBe(37);
  });

  it('what nobody wants to happen any more ends: without anti-entropy a network falls quiet', () => {
    const world = make({ settings: QUIET, rule: () => 5 });
    expect(world.runUntil(() => world.isQuiet, 100_000)).toBe(true);
    expect(world.now).toBeLessThan(100_000);
    world.run(10_000_000);
    expect(world.isQuiet).toBe(true);
  });

  it('time stops in the midst of a ms after so many events, goes on from there, and makes the same run', () => {
    const worlds = [Number.POSITIVE_INFINITY, 3].map((most) => {
      const digest = new Digest();
      const world = make({ digest, rule: () => 20 });
      let stops = 0;
      for (const fact = (): boolean => world.now >= 2_000; !world.runUntil(fact, 2_000 - world.now, most); )
        stops += world.isMidMoment ? 1 : 0;
      return { stops, digest: digest.hex() };
    });
    expect(worlds[0]?.stops).toBe(0);
    expect(worlds[1]?.stops).toBeGreaterThan(10);
    expect(worlds[1]?.digest).toBe(worlds[0]?.digest);
  });

  it('links lose and copy as often as they are told to, within half a point of 100,000 packets', () => {
    const random = new Random(7);
    const world = make({
      links: makeLinks('regular:8', 1_000, random),
      rule: loss(0.2, random.fork('loss')),
      copies: duplication(0.1, random.fork('copies')),
    });
    const sent = () => Object.values(world.counters.byKind).reduce((sum, { packetsOut }) => sum + packetsOut, 0);
    world.runUntil(() => sent() >= 100_000, 1_000_000);
    expect(world.lost / (sent() + world.copied)).toBeCloseTo(0.2, 2);
    expect(Math.abs(world.lost / (sent() + world.copied) - 0.2)).toBeLessThan(0.005);
    expect(Math.abs(world.copied / sent() - 0.1)).toBeLessThan(0.005);
  });

  it('a node that is down does nothing and receives nothing; it comes back with what it held', () => {
    const world = make({ rule: () => 5 });
    world.run(500);
    world.publish(0, 'one');
    world.runUntil(() => haveAll(world, 1), 60_000);
    world.down(5);
    world.publish(0, 'two');
    world.run(20_000);
    expect(world.accepted).toBe(10 + 9);
    expect(world.missed).toBeGreaterThan(0);
    world.up(5, 'kept');
    expect(world.runUntil(() => haveAll(world, 2), 60_000)).toBe(true);
  });

  it('a node that comes back without its memory gets everything again, and goes on with its own ids', () => {
    const { world, publish } = checkedWorld({
      links: makeLinks('ring', 5, new Random(1)),
      seed: 1,
      settings: settings({}),
      rule: () => 5,
    });
    world.run(500);
    publish(2, 'before');
    world.runUntil(() => haveAll(world, 1), 60_000);
    world.down(2);
    world.run(100);
    world.up(2, 'lost');
    world.run(10_000);
    expect(world.node(2).nextId('n3')).toBe(2);
    publish(2, 'after');
    world.run(10_000);
    expect(Array.from({ length: 5 }, (_, at) => world.node(at).nextId('n3'))).toEqual([3, 3, 3, 3, 3]);
  });

  it('packets and bytes are the same whether handed over or encoded, bundles included', () => {
    const run = (encoded: boolean) => {
      const random = new Random(3);
      const world = make({ links: makeLinks('regular:4', 30, random), rule: delay({ min: 5, max: 50 }, random), encoded });
      world.run(2_500);
      for (let text = 0; text < 40; text++) world.publish(text % 3, `text ${text}`);
      world.runUntil(() => haveAll(world, 40), 60_000);
      const out = Object.entries(world.counters.byKind).map(([kind, { packetsOut, bytesOut }]) => [kind, packetsOut, bytesOut]);
      return { now: world.now, events: world.events, out };
    };
    expect(run(false)).toEqual(run(true));
    expect(run(false).out.find(([kind]) => kind === 'bundle')?.[1]).toBeGreaterThan(0);
  });

  it('the watcher of invariants sees what nobody has published', () => {
    const invariants = new Invariants();
    const world = make({ settings: QUIET });
    world.publish(4, 'nobody knew');
    expect(() => invariants.check(world, 4)).toThrow('n5 holds n5:1 "nobody knew", which nobody published');
  });
});
