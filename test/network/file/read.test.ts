import { describe, expect, test } from 'vitest';
import { readNetwork } from '../../../src/network/file/read.js';
import { problemsOf, read, SMALL } from './files.js';

describe('what a network file says', () => {
  test('nodes and a topology are enough; the rest has values of its own', () => {
    expect(read('nodes: 3\ntopology: ring')).toMatchObject({
      engine: 'emulated',
      nodes: [{ name: 'n1' }, { name: 'n2' }, { name: 'n3' }],
      topology: 'ring',
      settings: {},
      links: [],
      warmUp: 1_000,
      end: { kind: 'converged', within: 60_000 },
    });
  });

  test('nodes have names, or a count and a prefix', () => {
    expect(read(SMALL).nodes).toEqual([{ name: 'ann' }, { name: 'bob' }, { name: 'eve' }]);
    expect(read('nodes: {count: 2, prefix: car}\ntopology: line').nodes).toEqual([{ name: 'car1' }, { name: 'car2' }]);
  });

  test('a topology may be given link by link', () => {
    expect(read('nodes: [a, b, c]\ntopology: [[a, b], [b, c]]').topology).toEqual([
      ['a', 'b'],
      ['b', 'c'],
    ]);
  });

  test('settings take numbers, and durations where they are ms', () => {
    expect(read(`${SMALL}settings: {antiEntropy: 2.5 s, coin: 0.75, ackTimeout: 300}`).settings).toEqual({
      antiEntropy: 2_500,
      coin: 0.75,
      ackTimeout: 300,
    });
  });

  test('links do all that is said of them', () => {
    expect(read(`${SMALL}links: {delay: 20-50 ms, loss: 5%, duplication: 0.01}`).links).toEqual([
      { on: { links: 'all' }, fault: { kind: 'delay', distribution: 'uniform', min: 20, max: 50 } },
      { on: { links: 'all' }, fault: { kind: 'loss', probability: 0.05 } },
      { on: { links: 'all' }, fault: { kind: 'duplication', probability: 0.01 } },
    ]);
  });

  test('a list of links says different things of different ones', () => {
    const { links } = read(`${SMALL}links:\n  - delay: 20 ms\n  - {on: {oneWay: [ann, bob]}, loss: 0.5, id: bad}`);
    expect(links).toEqual([
      { on: { links: 'all' }, fault: { kind: 'delay', distribution: 'constant', ms: 20 } },
      { on: { links: 'between', from: ['ann'], to: ['bob'], direction: 'one-way' }, fault: { kind: 'loss', probability: 0.5 }, id: 'bad' },
    ]);
  });

  test.each([
    ['20 ms', { distribution: 'constant', ms: 20 }],
    ['0', { distribution: 'constant', ms: 0 }],
    ['1-2 s', { distribution: 'uniform', min: 1_000, max: 2_000 }],
    ['500 ms - 1.5 s', { distribution: 'uniform', min: 500, max: 1_500 }],
    ['{normal: {mean: 50 ms, jitter: 10 ms}}', { distribution: 'normal', mean: 50, jitter: 10 }],
    ['{exponential: {least: 20 ms, more: 5 ms}}', { distribution: 'exponential', least: 20, more: 5 }],
  ])('a delay of %s', (written, meant) => {
    expect(read(`${SMALL}links: {delay: ${written}}`).links[0]?.fault).toEqual({ kind: 'delay', ...meant });
  });

  test('a workload is once, at a constant rate, a Poisson process or in bursts', () => {
    const { workload } = read(`
nodes: [ann, bob]
topology: line
workload:
  - {from: ann, once: 2 s, text: hello}
  - {from: "*", every: 500 ms, messages: 4, size: 20-40}
  - {poisson: 100 ms, until: 10 s}
  - {from: bob, burst: {messages: 5, every: 1 s}, until: 3 s, start: 1 s}
`);
    expect(workload.map(({ from, process }) => ({ from, process }))).toEqual([
      { from: ['ann'], process: { kind: 'constant', every: 1 } },
      { from: ['*'], process: { kind: 'constant', every: 500 } },
      { from: 'any', process: { kind: 'poisson', every: 100 } },
      { from: ['bob'], process: { kind: 'burst', messages: 5, every: 1_000 } },
    ]);
    expect(workload[0]).toMatchObject({ start: 2_000, messages: 1, text: 'hello' });
    expect(workload[1]).toMatchObject({ size: { min: 20, max: 40 }, messages: 4 });
  });

  test('a timeline has faults and commands', () => {
    const { timeline } = read(`${SMALL}
timeline:
  - {at: 1 s, partition: [[ann], "*"], id: wall}
  - {at: 2 s, loss: 30%, on: bob, for: 1 s}
  - {at: 4 s, heal: wall}
  - {at: 5 s, crash: eve}
  - {at: 6 s, restart: eve, memory: lost}
  - {at: 7 s, say: {from: ann, text: hi}}
  - {at: 8 s, add: {name: dan, neighbours: [ann]}}
  - {at: 9 s, heal: }
`);
    expect(timeline.map(({ action }) => action)).toEqual([
      { do: 'fault', fault: { id: 'wall', on: { links: 'across', groups: [['ann'], ['*']], direction: 'both' }, fault: { kind: 'cut' } } },
      {
        do: 'fault',
        fault: { on: { links: 'of', nodes: ['bob'], direction: 'both' }, fault: { kind: 'loss', probability: 0.3 } },
        duration: 1_000,
      },
      { do: 'heal', ids: ['wall'] },
      { do: 'crash', nodes: ['eve'] },
      { do: 'restart', nodes: ['eve'], memory: 'lost' },
      { do: 'send', node: 'ann', text: 'hi' },
      { do: 'add', node: { name: 'dan' }, neighbours: ['ann'] },
      { do: 'heal', ids: [] },
    ]);
  });

  test('assertions are written as words or with their numbers', () => {
    const { assertions } = read(`${SMALL}
assert:
  - inOrder
  - noneLost
  - delivered
  - delivered: {to: [bob], within: 2 s, share: 90%}
  - coverage: {at: 1 s, atMost: 0.5}
  - converged: {by: 20 s}
  - packetsPerDelivery: {atMost: 4}
  - residue: {atLeast: 10%, atMost: 30%}
`);
    expect(assertions).toEqual([
      { kind: 'inOrder' },
      { kind: 'noneLost' },
      { kind: 'delivered', to: ['*'], share: 1, within: undefined, by: undefined },
      { kind: 'delivered', to: ['bob'], share: 0.9, within: 2_000, by: undefined },
      { kind: 'coverage', to: ['*'], at: 1_000, atMost: 0.5 },
      { kind: 'converged', by: 20_000 },
      { kind: 'bound', measure: 'packetsPerDelivery', atMost: 4 },
      { kind: 'bound', measure: 'residue', atLeast: 0.1, atMost: 0.3 },
    ]);
  });

  test('anchors stand for what they name', () => {
    const { overrides } = read(`${SMALL}
overrides:
  - {nodes: ann, settings: &fast {antiEntropy: 100 ms}}
  - {nodes: bob, settings: *fast}
`);
    expect(overrides[1]?.settings).toEqual({ antiEntropy: 100 });
  });

  test('a graph from a file brings its nodes along', () => {
    const { nodes, topology } = readNetwork('topology: {file: town.txt}', 'net.yaml', (path) =>
      path === 'town.txt' ? 'ann bob\nbob eve' : '',
    );
    expect(nodes).toEqual([{ name: 'ann' }, { name: 'bob' }, { name: 'eve' }]);
    expect(topology).toHaveLength(2);
  });

  test('churn and positions come from traces', () => {
    const files: Readonly<Record<string, string>> = { 'seen.txt': '5 ann down\n9 ann up', 'road.txt': '0 bob 0 0\n10 bob 5 5' };
    const { churn, mobility } = readNetwork(
      'nodes: [ann, bob]\ntopology: []\nchurn: {trace: seen.txt, until: 1 s}\nmobility: {range: 9, until: 1 s, move: {positions: road.txt}}',
      'net.yaml',
      (path) => files[path] ?? '',
    );
    expect(churn[0]).toMatchObject({ kind: 'trace', from: 0, until: 1_000, nodes: ['ann'], entries: [{ at: 5 }, { at: 9 }] });
    expect(mobility?.movements).toMatchObject([
      { kind: 'scripted', paths: [{ node: 'bob', waypoints: [{ at: 0 }, { at: 10, x: 5, y: 5 }] }] },
    ]);
  });

  test('churn and movement', () => {
    const { churn, mobility } = read(`
nodes: [ann, bob]
mobility:
  range: 100
  until: 20 s
  move:
    - paths: [{node: ann, waypoints: [[0, 0, 0], [10 s, 500, -20]]}]
    - randomWaypoint: {nodes: bob, width: 500, height: 20, speed: 5-15, pause: 1 s}
churn:
  - {sessions: {session: {exponential: 9 s}, absence: 2 s}, nodes: ann, until: 20 s, memory: lost}
  - {crashes: {every: 3 s, absence: {pareto: {least: 1 s, shape: 1.5}}}, nodes: bob, from: 1 s, until: 20 s}
  - {joins: {every: 4 s, session: 10 s, links: 1}, until: 20 s}
`);
    expect(mobility).toMatchObject({ range: 100, step: 100, until: 20_000 });
    expect(mobility?.movements.map(({ kind }) => kind)).toEqual(['scripted', 'random-waypoint']);
    expect(churn.map(({ kind, from }) => [kind, from])).toEqual([
      ['sessions', 0],
      ['crashes', 1_000],
      ['joins', 0],
    ]);
  });

  test('a file that is only read has no problems', () => {
    expect(problemsOf(SMALL)).toEqual([]);
  });
});
