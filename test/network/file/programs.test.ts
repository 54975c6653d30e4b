import { describe, expect, test } from 'vitest';
import { readNetwork } from '../../../src/network/file/read.js';
import { PROGRAM_LIMITS } from '../../../src/network/programs/node-program.js';
import { problemsOf } from './files.js';

const NODE = 'node: Peerster -gossipAddr={gossip} -name={name} -peers={peers}';
const GRAPH = 'nodes: 3\ntopology: line\n';

describe("programs of somebody else's nodes in a network file", () => {
  test('one alone is for all nodes, and makes processes of them', () => {
    const { programs, engine } = readNetwork(`${GRAPH}programs:\n  ${NODE}\n`, 'file');
    const program = { node: NODE.slice(6), client: undefined, build: [], directory: undefined, isShared: false, ready: undefined };
    expect(programs).toEqual([{ nodes: ['*'], program: { ...program, limits: PROGRAM_LIMITS } }]);
    expect(engine).toBe('processes');
  });

  test('several say which nodes each is for, and what each may use', () => {
    const text = `${GRAPH}programs:
  - nodes: n1
    directory: ../submission
    build: [go build, cd client && go build]
    ${NODE}
    client: ./client/client -msg={text}
    ready: running
    limits: {start: 3 s, memory: 200 MiB, output: 1000, files: 64}
  - nodes: [n2]
    directory: ../other
    shared: true
    ${NODE}
`;
    const [first, second] = readNetwork(text, 'file').programs;
    expect(first).toMatchObject({ nodes: ['n1'], program: { directory: '../submission', build: ['go build', 'cd client && go build'] } });
    expect(first?.program.limits).toEqual({ ...PROGRAM_LIMITS, start: 3_000, memory: 200 * 2 ** 20, output: 1_000, files: 64 });
    expect(second).toMatchObject({ nodes: ['n2'], program: { isShared: true, ready: undefined } });
  });

  test.each([
    ['a program without a command', 'programs: {client: "c -msg={text}"}', '3: a program needs "node": text'],
    [
      'one with a hole that there is not',
      `programs:\n  - ${NODE}\n  - ${NODE.replace('{name}', '{nam}')}`,
      /^5: node: .*did you mean \{name\}\?/,
    ],
    ['one for nobody', `programs:\n  nodes: n9\n  ${NODE}`, '4: no node is called n9'],
    [
      'programs in virtual time',
      `engine: emulated\nprograms:\n  ${NODE}`,
      /^5: programs of somebody else run as processes: say engine: processes/,
    ],
    ['a limit without a unit', `programs:\n  ${NODE}\n  limits: {start: 5}`, /^5: 5 must be a duration/],
    ['a limit that is no number of bytes', `programs:\n  ${NODE}\n  limits: {memory: 5 MB}`, /^5: "5 MB" must be a number of bytes/],
    ['a rule that nobody takes', `rule: ./flood.ts\nprograms:\n  ${NODE}`, /^5: no node is ours, so nobody can take the rule/],
  ])('%s is told with its line', (_what, more, problem) => {
    const problems = problemsOf(`${GRAPH}${more}\n`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
  });
});
