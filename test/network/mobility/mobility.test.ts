import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/random.js';
import { mobility } from '../../../src/network/mobility/mobility.js';
import type { MobilitySpec, Movement, Path } from '../../../src/network/mobility/mobility-spec.js';
import { parsePositions } from '../../../src/network/mobility/position-trace.js';
import { Walk } from '../../../src/network/mobility/walk.js';
import { plan } from '../../../src/network/timeline/plan.js';

const NAMES = Array.from({ length: 30 }, (_, node) => `n${node + 1}`);
const WANDER: Movement = { kind: 'random-waypoint', nodes: ['n*'], width: 500, height: 300, speed: { min: 5, max: 20 }, pause: 500 };
const move = (spec: Partial<MobilitySpec>, seed = 1) =>
  mobility({ range: 100, step: 100, until: 60_000, movements: [WANDER], ...spec }, NAMES, new Random(seed));
const scripted = (text: string): Movement => ({ kind: 'scripted', paths: parsePositions(text) });

/** Every pair within range at a time, the long way. */
function inRange(paths: readonly Path[], at: number, range: number): string[] {
  const places = paths.map(({ node, waypoints }) => {
    const walk = new Walk(waypoints);
    walk.goTo(at);
    return { node, x: walk.x, y: walk.y };
  });
  const pairs = places.flatMap((a, number) => places.slice(number + 1).map((b) => [a, b] as const));
  return pairs.filter(([a, b]) => (a.x - b.x) ** 2 + (a.y - b.y) ** 2 <= range ** 2).map(([a, b]) => `${a.node}-${b.node}`);
}

describe('moving nodes', () => {
  it('two cars that pass one another are linked exactly while they are in range', () => {
    // At 20 m/s each they come closer by 40 m/s: within 100 m from 10 s to 15 s.
    const cars = scripted('0,n1,0,0\n25000,n1,500,0\n0,n2,500,0\n25000,n2,0,0');
    const { links, entries } = move({ movements: [cars] });
    expect(links).toEqual([]);
    expect(entries).toEqual([
      { at: 10_000, action: { do: 'link', a: 'n1', b: 'n2' } },
      { at: 15_100, action: { do: 'unlink', a: 'n1', b: 'n2' } },
    ]);
  });

  it('whoever has one place stays there, and links of the beginning are there from the beginning', () => {
    const { links, entries } = move({ movements: [scripted('5000,n1,0,0\n0,n2,50,0\n1000,n2,60,80\n2000,n2,61,80')], step: 1_000 });
    expect(links).toEqual([['n1', 'n2']]);
    expect(entries).toEqual([{ at: 2_000, action: { do: 'unlink', a: 'n1', b: 'n2' } }]);
  });

  it('at any step exactly those are linked who are in range', () => {
    const { paths, links, entries } = move({});
    const linked = new Set(links.map((pair) => pair.join('-')));
    for (let from = -5_000, at = 0; at <= 60_000; from = at, at += 5_000) {
      for (const { action } of entries.filter((entry) => entry.at > from && entry.at <= at)) {
        if (action.do === 'link') linked.add(`${action.a}-${action.b}`);
        else if (action.do === 'unlink') linked.delete(`${action.a}-${action.b}`);
      }
      expect([...linked].toSorted(), `at ${at} ms`).toEqual(inRange(paths, at, 100).toSorted());
    }
    expect(entries.length).toBeGreaterThan(100);
  });

  it('the same seed gives the same movement, another seed another one, and no link contradicts another', () => {
    expect(move({})).toEqual(move({}));
    expect(move({}, 2).links).not.toEqual(move({}).links);
    for (let seed = 1; seed <= 3; seed++) {
      const { links, entries } = move({}, seed);
      const first = new Set(links.map((pair) => pair.toSorted().join('-')));
      const start = {
        names: NAMES,
        state: () => 'up' as const,
        areLinked: (a: string, b: string) => first.has([a, b].toSorted().join('-')),
        faults: [],
      };
      expect(plan(entries, start), `seed ${seed}`).toEqual(entries);
    }
  });

  it('nodes at random stay in their area, keep to their speeds and wait at their places', () => {
    for (const { waypoints } of move({}).paths) {
      waypoints.slice(1).forEach((to, at) => {
        const from = waypoints[at] as typeof to;
        const speed = (1_000 * Math.hypot(to.x - from.x, to.y - from.y)) / (to.at - from.at);
        expect(at % 2 === 0 ? [to.at - from.at, speed] : [500, 0]).toEqual([500, 0]);
        expect(at % 2 === 0 || (speed > 4.9 && speed <= 20)).toBe(true);
        expect(to.x >= 0 && to.x < 500 && to.y >= 0 && to.y < 300).toBe(true);
      });
    }
  });

  it.each<[Partial<MobilitySpec>, RegExp]>([
    [{ range: 0 }, /the range is 0; it must be above 0/],
    [{ step: 0 }, /the step is 0 ms; it must be a whole number from 1/],
    [{ until: -1 }, /movement until -1 ms/],
    [{ step: 1, until: 1e7 }, /take a longer step/],
    [{ movements: [{ ...WANDER, speed: { min: 0, max: 1 } }] }, /speeds from 0 to 1; the least must be above 0/],
    [{ movements: [{ ...WANDER, width: -1 }] }, /the width is -1; it must be a number from 0/],
    [{ movements: [{ ...WANDER, pause: 0.5 }] }, /the pause is 0.5 ms/],
    [{ movements: [{ ...WANDER, nodes: ['x'] }] }, /nobody moves: no node is called like x/],
    [{ movements: [WANDER, WANDER] }, /n1 has two paths; leave one out/],
    [{ movements: [scripted('0 x 1 1')] }, /a path is that of "x", which no node is called/],
    [{ movements: [{ kind: 'scripted', paths: [{ node: 'n1', waypoints: [] }] }] }, /the path of n1 is empty/],
  ])('%j is refused with what to do instead', (spec, message) => {
    expect(() => move(spec)).toThrow(message);
  });

  it.each([
    ['0 n1 1', 'line 1: "0 n1 1": write time, node, x and y'],
    ['0 n1 1 far', 'line 1: "0 n1 1 far": y is "far"; it must be a number'],
    ['# head\n5 n1 1 1\n5 n1 2 2', 'line 3: n1 is at 5 ms after 5 ms; sort its lines by time'],
  ])('a trace of positions with %j is refused with its line', (text, message) => {
    expect(() => parsePositions(text)).toThrow(message);
  });
});
