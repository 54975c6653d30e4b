import { describe, expect, it } from 'vitest';
import { Board } from '../../src/network/view/board.js';
import { draw, type Scene } from '../../src/network/view/draw.js';
import { fit, type Frame, textOf, wrap } from '../../src/network/view/frame.js';

const SIZE = { columns: 80, rows: 24 };
const SCENE: Scene = { title: 'Peerster: a test', explanation: 'Something happens.', sides: undefined, footer: [] };
const names = (count: number) => Array.from({ length: count }, (_, node) => `n${node + 1}`);
const rumor = (origin: string, id: number, text = 'hello') => ({ origin, id, text });
const lines = (frame: Frame) => frame.map((line) => textOf(line).trimEnd());
const styleAt = (frame: Frame, row: number, mark: string) => frame[row]?.find(({ text }) => text.startsWith(mark))?.style;

describe('board', () => {
  it('counts how far a rumor has got and when it had got everywhere', () => {
    const board = new Board(names(3));
    board.note(0, rumor('n1', 1), 100);
    board.note(2, rumor('n1', 1), 250);
    expect(board.rows).toMatchObject([{ reach: 2, firstAt: 100, fullAt: undefined, heldAt: [100, undefined, 250] }]);
    board.note(1, rumor('n1', 1), 400);
    expect(board.rows).toMatchObject([{ reach: 3, fullAt: 400 }]);
  });

  it('a node that is seen to hold the same rumor again changes nothing', () => {
    const board = new Board(names(2));
    board.note(0, rumor('n1', 1), 1);
    expect(board.note(0, rumor('n1', 1), 2)).toBeUndefined();
    expect([board.countOf(0), board.countOf(1), board.rows[0]?.heldAt[0]]).toEqual([1, 0, 1]);
  });

  it('rumors are told apart by origin and id', () => {
    const board = new Board(names(2));
    for (const [origin, id] of [
      ['n1', 1],
      ['n1', 2],
      ['n2', 1],
    ] as const)
      board.note(0, rumor(origin, id), 0);
    expect(board.rows.map(({ origin, id }) => `${origin}:${id}`)).toEqual(['n1:1', 'n1:2', 'n2:1']);
  });
});

describe('picture', () => {
  it('shows who has what, how far each rumor has got and how long that took', () => {
    const board = new Board(names(4));
    for (const [node, at] of [
      [1, 0],
      [0, 120],
      [2, 130],
      [3, 1_240],
    ] as const)
      board.note(node, rumor('n2', 1, 'a'), at);
    for (const [node, at] of [
      [3, 2_000],
      [0, 2_100],
    ] as const)
      board.note(node, rumor('n4', 1, 'b'), at);
    expect(lines(draw(board, SCENE, 3_400, { columns: 50, rows: 9 }))).toEqual([
      ' Peerster: a test                             3 s',
      ' Something happens.',
      '',
      '',
      ' rumor              n1 n2 n3 n4    reach   to all',
      ' n2:1 a             ●  ◆  ●  ●       4/4   1.24 s',
      ' n4:1 b             ●  ·  ·  ◆       2/4',
      ' each node has      2  1  1  2',
    ]);
  });

  it('a cut stands between the nodes that it parts, in every row', () => {
    const board = new Board(names(4));
    board.note(0, rumor('n1', 1), 0);
    const frame = lines(draw(board, { ...SCENE, sides: [0, 0, 1, 1] }, 10, SIZE));
    expect(frame[4]).toContain('n1 n2┃n3 n4');
    expect(frame[5]).toContain('◆  · ┃·  ·');
    expect(frame[6]).toContain('1  0 ┃0  0');
  });

  it('keeps the marks near their texts on a wide screen', () => {
    const columnOf = (columns: number) => (lines(draw(new Board(names(4)), SCENE, 0, { columns, rows: 24 }))[4] ?? '').indexOf('n1');
    expect(columnOf(120)).toBeGreaterThan(columnOf(60));
    expect(columnOf(200)).toBe(columnOf(120));
  });

  it('names that touch look different in turn', () => {
    const line = draw(new Board(names(12)), SCENE, 0, SIZE)[4] ?? [];
    const styleOf = (name: string) => line.find(({ text }) => text === name)?.style;
    expect(textOf(line)).toContain('n10n11n12');
    expect([styleOf('n10'), styleOf('n11'), styleOf('n12')]).toEqual(['dim', 'bold', 'dim']);
    const apart = draw(new Board(names(10)), SCENE, 0, SIZE)[4] ?? [];
    expect(apart.find(({ text }) => text === 'n10')?.style).toBe('bold');
  });

  it('what has just come is bright, and is not for long', () => {
    const board = new Board(names(2));
    board.note(0, rumor('n1', 1), 0);
    board.note(1, rumor('n1', 1), 1_000);
    expect(styleAt(draw(board, SCENE, 1_100, SIZE), 5, '●')).toBe('fresh');
    expect(styleAt(draw(board, SCENE, 5_000, SIZE), 5, '●')).toBe('held');
  });

  it('where there are more rumors than rows the newest are shown', () => {
    const board = new Board(names(3));
    for (let id = 1; id <= 40; id++) board.note(0, rumor('n1', id), id);
    const frame = lines(draw(board, { ...SCENE, footer: ['the end'] }, 50, { columns: 80, rows: 12 }));
    expect(frame.filter((line) => line.includes('n1:')).map((line) => line.slice(1, 6))).toEqual(['n1:37', 'n1:38', 'n1:39', 'n1:40']);
    expect(frame).toHaveLength(12);
    expect(frame.at(-1)).toBe('the end');
  });

  it.each([2, 10, 13, 60, 300])('fits any screen with %i nodes, each character one column', (nodes) => {
    const board = new Board(names(nodes));
    for (let node = 0; node < nodes; node += 2) board.note(node, rumor('n1', 1, 'x'.repeat(500)), node);
    for (const [columns, rows] of [
      [80, 24],
      [40, 10],
      [200, 60],
      [20, 5],
      [1, 1],
    ] as const) {
      const frame = draw(board, { ...SCENE, explanation: 'word '.repeat(100), footer: ['y'.repeat(300)] }, 1e6, { columns, rows });
      expect(frame.length).toBeLessThanOrEqual(rows);
      expect(Math.max(...frame.map((line) => Array.from(textOf(line)).length))).toBeLessThanOrEqual(columns);
    }
  });

  it('with too many nodes for columns a bar shows how far each rumor has got', () => {
    const board = new Board(names(100));
    for (let node = 0; node < 50; node++) board.note(node, rumor('n1', 1), 0);
    const frame = lines(draw(board, SCENE, 10, SIZE));
    expect(frame[5]).toMatch(/█{22}·{22}\s+50\/100$/);
    expect(frame[6]).toContain('0 to 1 rumors');
  });

  it('a text from the network cannot move the cursor or break the table', () => {
    const board = new Board(names(2));
    board.note(0, rumor('n\u001b[2J', 1, 'a\nb\tc\u0007d\u202e\u200be漢\u0301😀'), 0);
    const row = lines(draw(board, SCENE, 10, SIZE))[5] ?? '';
    expect(row).toContain('n·[2J:1 a·b·c·d··e···');
  });
});

describe('text in columns', () => {
  it('is filled up or ends with an ellipsis', () => {
    expect([fit('abc', 5), fit('abcdef', 5), fit('abc', 3), fit('abc', 0)]).toEqual(['abc  ', 'abcd…', 'abc', '']);
  });

  it('is wrapped between words', () => {
    expect(wrap('one two three four', 9)).toEqual(['one two', 'three', 'four']);
  });
});
