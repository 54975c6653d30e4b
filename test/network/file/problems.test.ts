import { describe, expect, test } from 'vitest';
import { linesOf, problemsOf, SMALL } from './files.js';

describe('what is wrong with how a network file is written', () => {
  test('an unknown key is told with its line and what was probably meant', () => {
    expect(problemsOf('nodes: 3\ntopolgy: ring')).toEqual(['2: a network has no "topolgy"; did you mean topology?']);
  });

  test('all problems of a file are told at once, each with its line', () => {
    const lines = linesOf(`nodes: -4
topology: ring
settings:
  coin: 7
  antiEntropi: 1 s
links:
  delay: -20 ms
  loss: 130%
workload:
  every: 5
timeline:
  - at: 1 s
    crsh: n3
  - crash: n3
assert:
  - inOder
`);
    expect(lines).toEqual([1, 4, 5, 7, 8, 10, 13, 14, 16]);
  });

  test.each([
    ['a duration without a unit', `${SMALL}warmUp: 500`, '6: 500 must be a duration with its unit, as 20 ms, 1.5 s or 2 min'],
    ['a negative delay', `${SMALL}links: {delay: -5 ms}`, /"-5 ms" must be a duration or a range of them/],
    ['a range the wrong way round', `${SMALL}links: {delay: 50-20 ms}`, /"50-20 ms" must be .* the shorter first/],
    ['a setting out of bounds', `${SMALL}settings: {coin: 2}`, '6: 2 must be a number from 0 to 1'],
    ['no value', `${SMALL}settings:`, /"settings" has no value: it must be the settings/],
    [
      'two kinds in one entry',
      `${SMALL}timeline: [{at: 0, crash: ann, pause: bob}]`,
      /has "crash" already: write "pause" as an entry of its own/,
    ],
    ['a key that does not go with the kind', `${SMALL}timeline: [{at: 0, crash: ann, memory: lost}]`, /"memory" does not go with "crash"/],
    ['an entry without a time', `${SMALL}timeline: [crash: ann]`, /an entry of the timeline needs "at"/],
    ['an entry without anything to do', `${SMALL}timeline: [{at: 0}]`, /an entry of the timeline needs one of loss, /],
    ['an assertion that needs a number', `${SMALL}assert: [converged]`, /"converged" has no value/],
    ['an engine that is none', `${SMALL}engine: emulatd`, '6: "emulatd": did you mean emulated?'],
    ['text where a map should be', 'just words', '1: a network file is a map with nodes and topology at least; see docs/network-file.md'],
    ['nothing at all', '', '1: a network file is a map with nodes and topology at least; see docs/network-file.md'],
    ['a key twice', 'nodes: 3\nnodes: 4\ntopology: ring', '2: this key is there already: write it once'],
    ['broken YAML', 'nodes: [3\ntopology: ring', /^\d+: /],
  ])('%s', (_what, text, problem) => {
    expect(problemsOf(text)[0]).toMatch(problem);
  });
});

describe('what cannot be', () => {
  test.each([
    ['no topology', 'nodes: 3', '1: nobody is linked with anybody: say topology, as ring, or mobility'],
    ['no nodes', 'topology: ring', '1: there are no nodes: say nodes, as 20 or as [ann, bob]'],
    ['an impossible topology', 'nodes: 5\ntopology: regular:3', '1: 5 nodes with 3 links each: one of the two must be even'],
    ['a topology that is none', 'nodes: 5\ntopology: rng', /there is no topology "rng"/],
    ['a link of nobody', 'nodes: [ann, bob]\ntopology: [[ann, bob], [bbob, ann]]', '2: no node is called "bbob"; did you mean bob?'],
    ['two nodes of one name', 'nodes: [ann, ann]\ntopology: line', '1: two nodes are called "ann": give each its own name'],
    [
      'an unknown node in a fault',
      `${SMALL}timeline:\n  - {at: 1 s, loss: 10%, on: bop}`,
      '7: no node is called "bop"; there are ann, bob, eve',
    ],
    ['an unknown sender', 'nodes: 3\ntopology: ring\nworkload:\n  - {from: n9, once: 0}', '4: no node is called n9: name one that sends'],
    ['an unknown node in an assertion', `${SMALL}assert:\n  - delivered: {to: nobody}`, /7: no node is called nobody/],
    [
      'a crash of what is down',
      `${SMALL}timeline:\n  - {at: 1 s, crash: ann}\n  - {at: 2 s, crash: ann}`,
      /^8: crash ann: it is down since 1000 ms/,
    ],
    [
      'a restart of what is up',
      `${SMALL}timeline:\n  - {at: 1 s, restart: ann}`,
      /^7: restart ann: it is up from the beginning; crash it first/,
    ],
    ['a heal of nothing', `${SMALL}timeline:\n  - {at: 1 s, heal: wall}`, /^7: no fault is called "wall"/],
    ['an entry after the end', `${SMALL}end: 5 s\ntimeline:\n  - {at: 6 s, crash: ann}`, /^8: at 6000 ms the run is over/],
    [
      'a workload without an end',
      'nodes: 3\ntopology: ring\nworkload: {every: 1 s}',
      '3: it never ends: say messages or until, or end of the run',
    ],
    ['a text that fits no message', 'nodes: 3\ntopology: ring\nworkload: {once: 0, size: 9000}', /9000 bytes are too many for a text/],
    [
      'an assertion of nothing',
      'nodes: 3\ntopology: ring\nassert: [inOrder]',
      '1: nothing is ever published: add a workload, or leave assert out',
    ],
    ['bounds that contradict one another', `${SMALL}assert: [{residue: {atLeast: 0.5, atMost: 0.1}}]`, /nothing is both/],
    [
      'churn of a node that the timeline crashes too',
      `${SMALL}timeline: [{at: 1 s, crash: ann}]\nchurn: {sessions: {session: 5 s, absence: 1 s}, until: 9 s}`,
      '6: this node comes and goes by churn: leave it out of one of the two',
    ],
    [
      'churn that ends before it begins',
      `${SMALL}churn: {crashes: {every: 1 s, absence: 1 s}, from: 5 s, until: 2 s}`,
      /^6: churn until 2000 ms/,
    ],
    [
      'movement of nobody',
      'nodes: 3\nmobility: {range: 5, until: 1 s, move: {paths: {node: n7, waypoints: [[0, 1, 1]]}}}',
      /^2: a path is that of "n7"/,
    ],
    [
      'a topology of nodes that move',
      `${SMALL}mobility: {range: 5, until: 1 s, move: {paths: {node: ann, waypoints: [[0, 1, 1]]}}}`,
      /^6: moving nodes/,
    ],
    ['a graph that is not there', 'topology: {file: none.graphml}', /^1: none\.graphml: /],
    [
      'a million nodes on real sockets',
      'engine: local\nnodes: 1000000\ntopology: ring',
      '2: 1000000 nodes are too many for the engine local: take at most 300, or the engine emulated',
    ],
  ])('%s is refused', (_what, text, problem) => {
    const problems = problemsOf(text);
    expect(problems[0]).toMatch(problem);
    expect(problems).toHaveLength(1);
  });

  test('every contradiction of a timeline is told, at its line', () => {
    const lines = linesOf(`${SMALL}timeline:
  - {at: 1 s, restart: ann}
  - {at: 2 s, resume: bob}
  - {at: 3 s, crash: eve}
  - {at: 4 s, say: {from: eve, text: hi}}
`);
    expect(lines).toEqual([7, 8, 10]);
  });
});
