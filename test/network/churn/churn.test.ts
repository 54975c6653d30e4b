import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/random.js';
import { churn } from '../../../src/network/churn/churn.js';
import type { ChurnSpec } from '../../../src/network/churn/churn-spec.js';
import { parseChurnTrace } from '../../../src/network/churn/churn-trace.js';
import { drawGap, drawLength, type Lengths } from '../../../src/network/churn/lengths.js';
import { plan } from '../../../src/network/timeline/plan.js';
import type { TimelineEntry } from '../../../src/network/timeline/timeline-entry.js';

const NAMES = Array.from({ length: 20 }, (_, node) => `n${node + 1}`);
const HOUR = 3_600_000;
const exponential = (mean: number): Lengths => ({ distribution: 'exponential', mean });
const SESSIONS: ChurnSpec = {
  kind: 'sessions',
  from: 0,
  until: HOUR,
  nodes: ['*'],
  session: exponential(60_000),
  absence: exponential(20_000),
  memory: 'kept',
};
const CRASHES: ChurnSpec = {
  kind: 'crashes',
  from: 1_000,
  until: HOUR,
  nodes: ['n*'],
  gap: 5_000,
  absence: exponential(20_000),
  memory: 'lost',
};
const JOINS: ChurnSpec = {
  kind: 'joins',
  from: 0,
  until: HOUR,
  nodes: ['n1', 'n2'],
  gap: 10_000,
  session: exponential(60_000),
  prefix: 'guest',
  links: 2,
};

const planned = (entries: readonly TimelineEntry[]) =>
  plan(entries, { names: NAMES, state: (name) => (NAMES.includes(name) ? 'up' : undefined), areLinked: () => false, faults: [] });
const make = (spec: ChurnSpec, seed = 1) => churn(spec, NAMES, new Random(seed));
const count = (entries: readonly TimelineEntry[], command: string) => entries.filter(({ action }) => action.do === command).length;

/** The share of the time in which a node is down, on average. */
function shareDown(entries: readonly TimelineEntry[]): number {
  const signs = entries.map(({ at, action }) => (action.do === 'crash' ? -at : action.do === 'restart' ? at : 0));
  return signs.reduce((sum, sign) => sum + sign, 0) / (HOUR * NAMES.length);
}

describe('lengths', () => {
  const drawn = (lengths: Lengths) => Array.from({ length: 100_000 }, (_, at) => drawLength(lengths, dice(at)));
  const random = new Random(1);
  const dice = (_at: number) => random;
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
  const shareAbove = (numbers: readonly number[], least: number) => numbers.filter((each) => each > least).length / numbers.length;

  it('are those of their distributions', () => {
    expect(new Set(drawn({ distribution: 'constant', ms: 70 }))).toEqual(new Set([70]));
    const sessions = drawn(exponential(10_000));
    expect(Math.abs(mean(sessions) / 10_000 - 1)).toBeLessThan(0.02);
    expect(Math.abs(shareAbove(sessions, 20_000) - Math.exp(-2))).toBeLessThan(0.005);
    const heavy = drawn({ distribution: 'pareto', least: 1_000, shape: 1.5 });
    expect(Math.min(...heavy)).toBeGreaterThanOrEqual(1_000);
    for (const times of [2, 10, 50]) expect(Math.abs(shareAbove(heavy, 1_000 * times) - times ** -1.5)).toBeLessThan(0.005);
  });

  it('between events of a Poisson process make their number vary as much as its mean', () => {
    const numbers = Array.from({ length: 2_000 }, () => {
      let events = -1;
      for (let time = 0; time < 1_000; events++) time += drawGap(50, random);
      return events;
    });
    const middle = mean(numbers);
    expect(Math.abs(middle - 20)).toBeLessThan(0.5);
    expect(Math.abs(mean(numbers.map((each) => (each - middle) ** 2)) / middle - 1)).toBeLessThan(0.15);
  });
});

describe('churn by a process', () => {
  it.each([SESSIONS, CRASHES, JOINS])('of $kind is the same from the same seed, another from another, and contradicts nothing', (spec) => {
    expect(make(spec)).toEqual(make(spec));
    expect(make(spec, 2)).not.toEqual(make(spec));
    for (let seed = 1; seed <= 5; seed++) expect(planned(make(spec, seed)).length, `seed ${seed}`).toBeGreaterThan(100);
  });

  it('of sessions keeps nodes down for the share that sessions and absences make, and has all back at the end', () => {
    const entries = make(SESSIONS);
    expect(Math.abs(shareDown(entries) - 0.25)).toBeLessThan(0.03);
    expect(count(entries, 'crash')).toBe(count(entries, 'restart'));
  });

  it('of sessions has dice for each node: another node does not change them', () => {
    const of = (nodes: string[]) => make({ ...SESSIONS, nodes }).filter(({ action }) => 'nodes' in action && action.nodes[0] === 'n3');
    expect(of(['n3'])).toEqual(of(['*']));
  });

  it('of crashes has as many as its gap says', () => {
    // 719.8 on average, deviation 26.8.
    expect(Math.abs(count(make(CRASHES), 'crash') - 719.8)).toBeLessThan(4 * 26.8);
  });

  it('of crashes waits where nobody is up', () => {
    const entries = churn(
      { ...CRASHES, nodes: ['n1'], until: 100_000, gap: 10, absence: { distribution: 'constant', ms: 500 } },
      NAMES,
      new Random(1),
    );
    expect(planned(entries)).toHaveLength(entries.length);
    expect(count(entries, 'crash')).toBeGreaterThan(190);
  });

  it('of joins links everybody who comes with others who are there', () => {
    const adds = make(JOINS).flatMap(({ action }) => (action.do === 'add' ? [action] : []));
    expect(adds.slice(0, 2).map(({ node, neighbours }) => [node.name, neighbours.toSorted()])).toEqual([
      ['guest1', ['n1', 'n2']],
      ['guest2', expect.any(Array)],
    ]);
    expect(adds.every(({ neighbours }) => neighbours.length === 2)).toBe(true);
    expect(adds.some(({ neighbours }) => neighbours.some((name) => name.startsWith('guest')))).toBe(true);
  });

  it.each<[Partial<ChurnSpec>, RegExp]>([
    [{ from: -1 }, /churn from -1 ms/],
    [{ until: 0 }, /churn until 0 ms; it must be a whole number above 0/],
    [{ nodes: ['x*'] }, /no node is called like x\*/],
    [{ nodes: [] }, /an empty list/],
    [{ session: exponential(0) }, /the mean of a session is 0 ms; it must be above 0/],
    [{ absence: { distribution: 'pareto', least: 5, shape: -1 } }, /the shape of an absence is -1; it must be above 0/],
    [
      { session: { distribution: 'constant', ms: 1 }, absence: { distribution: 'constant', ms: 1 } },
      /more than 1000000 commands; make it rarer or shorter/,
    ],
  ])('%j is refused with what to do instead', (change, message) => {
    expect(() => make({ ...SESSIONS, ...change } as ChurnSpec)).toThrow(message);
  });

  it('of joins without links or gap is refused', () => {
    expect(() => make({ ...JOINS, links: 0 })).toThrow('needs at least 1');
    expect(() => make({ ...JOINS, gap: 0 })).toThrow('the gap between events of churn is 0 ms; it must be above 0');
  });
});

describe('churn by a trace', () => {
  const trace = (text: string): ChurnSpec => ({
    kind: 'trace',
    nodes: ['n1', 'n2'],
    entries: parseChurnTrace(text),
    from: 1_000,
    until: 2_000,
    memory: 'lost',
  });

  it('counts from its beginning, ends at its end, and has all back then', () => {
    expect(make(trace('100 n1 down\n300 n1 up\n400 n2 down\n1500 n1 down'))).toEqual([
      { at: 1_100, action: { do: 'crash', nodes: ['n1'] } },
      { at: 1_300, action: { do: 'restart', nodes: ['n1'], memory: 'lost' } },
      { at: 1_400, action: { do: 'crash', nodes: ['n2'] } },
      { at: 2_000, action: { do: 'restart', nodes: ['n2'], memory: 'lost' } },
    ]);
  });

  it('of somebody unknown is refused', () => {
    expect(() => make({ ...trace('1 x down'), nodes: ['x'] })).toThrow('the trace names "x", which no node is called');
  });

  it('crashes and restarts nodes; whose first line is up was down before', () => {
    const entries = parseChurnTrace('# a trace\n100,n1,down\n200 n2 up\n200,n1,up\n');
    expect(planned(entries)).toEqual([
      { at: 0, action: { do: 'crash', nodes: ['n2'] } },
      { at: 100, action: { do: 'crash', nodes: ['n1'] } },
      { at: 200, action: { do: 'restart', nodes: ['n2'], memory: 'kept' } },
      { at: 200, action: { do: 'restart', nodes: ['n1'], memory: 'kept' } },
    ]);
  });

  it.each([
    ['5 n1 down\n4 n2 down', 'line 2: 4 ms comes after 5 ms; sort the lines by time'],
    ['5 n1 down\n6 n1 down', 'line 2: n1 is down since line 1; it cannot go down again'],
    ['5 n1 left', 'line 1: "5 n1 left": write time, node and up or down'],
    ['soon n1 down', 'line 1: "soon n1 down": the time is "soon"; it must be a number'],
    ['1.5 n1 down', 'line 1: the time is 1.5; it must be whole ms from 0'],
  ])('%j is refused with its line', (text, message) => {
    expect(() => parseChurnTrace(text)).toThrow(message);
  });
});
