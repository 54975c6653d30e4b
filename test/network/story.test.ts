import { describe, expect, it } from 'vitest';
import { programName } from '../../src/cli/network/program-name.js';
import { commandLines } from '../../src/network/story/commands.js';
import { describe as describeNetwork } from '../../src/network/story/describe.js';
import { listNames } from '../../src/network/story/names.js';
import { Board } from '../../src/network/view/board.js';
import { PlainDisplay } from '../../src/network/view/plain.js';

const nodesOf = (count: number) =>
  Array.from({ length: count }, (_, node) => ({
    name: `n${node + 1}`,
    gossipAddress: '127.0.0.1:1',
    uiAddress: `127.0.0.1:${40_001 + node}`,
  }));

describe('a story in lines', () => {
  function told(act: (note: (node: number, origin: string) => void, display: PlainDisplay, at: (ms: number) => void) => void): string[] {
    let [now, text] = [0, ''];
    const board = new Board(['n1', 'n2', 'n3', 'n4']);
    const display = new PlainDisplay(
      board,
      () => now,
      (more) => (text += more),
    );
    const note = (node: number, origin: string) => {
      const row = board.note(node, { origin, id: 1, text: 'hi' }, now);
      if (row !== undefined) display.held(node, row);
    };
    act(note, display, (ms) => (now = ms));
    return text.trimEnd().split('\n');
  }

  it('a rumor has a line when it is said and one when everybody has it', () => {
    const lines = told((note, display, at) => {
      display.explain('It begins.');
      for (const [node, ms] of [
        [0, 100],
        [1, 200],
        [2, 300],
        [3, 1_350],
      ] as const) {
        at(ms);
        note(node, 'n1');
      }
    });
    expect(lines).toEqual(['  0.00 s  -- It begins.', '  0.10 s  n1:1 "hi"', '  1.35 s  n1:1 has reached all 4 nodes after 1.25 s']);
  });

  it('during a cut a rumor has a line when its side has it', () => {
    const lines = told((note, display) => {
      display.cut([0, 0, 1, 1]);
      note(0, 'n1');
      note(1, 'n1');
      display.cut(undefined);
      note(2, 'n1');
    });
    expect(lines).toEqual(['  0.00 s  n1:1 "hi"', '  0.00 s  n1:1 has reached 2 of 4 nodes: all on its side of the cut']);
  });
});

describe('the commands at the end', () => {
  it.each([2, 10, 300])('name real addresses and fit a narrow terminal with %i nodes', (count) => {
    const lines = commandLines(nodesOf(count), '127.0.0.1:10100', 'dist/peerster.cjs');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines.length).toBeLessThanOrEqual(13);
    expect(lines.join('\n')).toContain('dist/peerster.cjs send --address 127.0.0.1:40001 "hello"');
  });

  it('lead through the port of the network where nodes have none of their own', () => {
    const nodes = nodesOf(3).map((node) => ({ ...node, uiAddress: undefined }));
    const text = commandLines(nodes, '127.0.0.1:10100', 'peerster').join('\n');
    expect(text).toContain('peerster send --address 127.0.0.1:10100 --node n1 "hello"');
    expect(text).not.toContain('UIPorts');
  });

  it.each([
    ['/home/me/peerster/dist/peerster.cjs', '/home/me/peerster', 'dist/peerster.cjs'],
    ['/home/me/peerster/dist/peerster.cjs', '/home/me/peerster/dist', './peerster.cjs'],
    ['/home/me/peerster/dist/peerster.cjs', '/tmp', '/home/me/peerster/dist/peerster.cjs'],
    ['/usr/bin/peerster', '/tmp', 'peerster'],
    [undefined, '/tmp', 'peerster'],
  ])('the program %s is started in %s as %s', (file, directory, name) => {
    expect(programName(file, directory)).toBe(name);
  });
});

it('nodes are listed with ranges', () => {
  const names = ['n1', 'n2', 'n3', 'n4', 'n5', 'n6'];
  expect([[0, 1, 2], [0], [0, 2, 3, 5]].map((nodes) => listNames(names, nodes))).toEqual(['n1 to n3', 'n1', 'n1, n3 to n4, n6']);
});

it('a network is described in words', () => {
  const plain = { engine: 'local' as const, nodes: 10, topology: 'ring', delay: { min: 100, max: 300 }, loss: 0, seed: 5 };
  expect(describeNetwork(plain)).toEqual({
    title: 'Peerster: 10 nodes, ring, links of 100 to 300 ms, seed 5',
    sentence: '10 real nodes on this machine, linked as a ring',
  });
  const lossy = { ...plain, topology: 'regular:4', delay: { min: 0, max: 0 }, loss: 0.2 };
  expect(describeNetwork(lossy).title).toBe('Peerster: 10 nodes, regular:4, 20 % of datagrams lost, seed 5');
});
