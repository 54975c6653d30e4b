import { describe, expect, test } from 'vitest';
import { BOUNDS } from '../../src/core/bounds.js';
import { fromHex } from '../../src/core/hash.js';
import { rumor, type SearchRequest, searchReply, searchRequest, searchResult } from '../../src/core/packet.js';
import { peer, Stage } from './stage.js';

const [a, b, c] = [peer(1), peer(2), peer(3)];
const hash = (digits: string) => digits.repeat(32);
const bytesOf = (metahash: string) => fromHex(metahash) as Uint8Array;
const [X, Y] = [hash('a1'), hash('b2')];

const search = (node: Stage, keywords: readonly string[], budget = 0) =>
  node.act(({ services }) => services.searches.start(keywords, budget));
const asked = (node: Stage) =>
  node.takeSent().flatMap(({ packet, to }) => (packet.kind === 'searchRequest' ? [{ request: packet, to }] : []));
const budgets = (node: Stage) => asked(node).map(({ request }) => request.budget);
/** `node` has these chunks of a file of so many. */
const reply = (node: string, name: string, metahash: string, chunks: readonly number[], count: number) =>
  searchReply(node, 'Me', 5, [searchResult(name, bytesOf(metahash), chunks, count)]);
const lines = (node: Stage) =>
  node
    .takeEvents('found', 'search-finished')
    .map((event) =>
      event.kind === 'found' ? `${event.match.fileName} at ${event.match.node}: ${event.match.chunks.join(',')}` : 'finished',
    );

describe('a search without a budget', () => {
  test('asks with 2, then twice as many every second up to 32, less 1 for itself, and ends after that', () => {
    const node = new Stage({ peers: [a] });
    const one = search(node, ['f']);
    const rounds = [budgets(node)];
    for (let second = 1; second <= 4; second++) rounds.push(budgets(node.wait(999)), budgets(node.wait(1)));
    expect(rounds.flat()).toEqual([1, 3, 7, 15, 31]);
    expect(node.wait(1_999).node.services.searches.find(one.id)?.verdict).toBeUndefined();
    expect(budgets(node.wait(1))).toEqual([]);
    expect(one.verdict).toBe('exhausted');
    expect(lines(node)).toEqual([]);
  });

  test('asks no more once there are 2 full matches, and says so once', () => {
    const node = new Stage({ peers: [a] });
    const one = search(node, ['f']);
    node.receive(a, reply('Ann', 'f1', X, [1, 2], 2));
    expect(one.verdict).toBeUndefined();
    node.receive(a, reply('Bob', 'f1', X, [1, 2], 2));
    expect(one.verdict).toBe('found');
    expect(lines(node)).toEqual(['f1 at Ann: 1,2', 'f1 at Bob: 1,2', 'finished']);
    node.takeSent();
    expect(budgets(node.wait(60_000))).toEqual([]);
    node.receive(a, reply('Cid', 'f1', X, [1, 2], 2));
    expect(lines(node)).toEqual(['f1 at Cid: 1,2']);
  });
});

describe('a search with a budget', () => {
  test('asks in one round, with its rest split evenly over the neighbours', () => {
    const node = new Stage({ peers: [a, b, c] });
    search(node, ['f'], 10);
    expect(asked(node).map(({ request, to }) => [to, request.budget, request.origin, request.keywords])).toEqual([
      [a, 3, 'Me', ['f']],
      [b, 3, 'Me', ['f']],
      [c, 3, 'Me', ['f']],
    ]);
    expect(budgets(node.wait(60_000))).toEqual([]);
  });

  test('of 1 asks nobody, and with few to give asks as many as that', () => {
    const node = new Stage({ peers: [a, b, c] });
    search(node, ['f'], 1);
    expect(budgets(node)).toEqual([]);
    search(node, ['f'], 3);
    expect(budgets(node)).toEqual([1, 1]);
  });

  test('finishes like any other when there are 2 full matches', () => {
    const node = new Stage({ peers: [a] });
    search(node, ['f'], 5);
    node.receive(a, reply('Ann', 'f1', X, [1], 1), reply('Ann', 'f2', Y, [1], 1));
    expect(lines(node)).toEqual(['f1 at Ann: 1', 'f2 at Ann: 1', 'finished']);
  });
});

describe('a full match', () => {
  const fulls = (...replies: readonly ReturnType<typeof reply>[]) => {
    const node = new Stage({ peers: [a] });
    const one = search(node, ['f']);
    node.receive(a, ...replies);
    return one.fullMatches;
  };

  test('is a file at a node that has all its chunks, counted once whatever names it has there', () => {
    expect(fulls(reply('Ann', 'f1', X, [1, 2], 2), reply('Ann', 'f2', X, [1, 2], 2))).toBe(1);
    expect(fulls(reply('Ann', 'f1', X, [1, 2], 2), reply('Ann', 'f2', Y, [1, 2], 2))).toBe(2);
  });

  test('is no part of a file', () => {
    expect(fulls(reply('Ann', 'f1', X, [1, 3], 3))).toBe(0);
  });

  test('counts one for a file that is complete only over several nodes', () => {
    expect(fulls(reply('Ann', 'f1', X, [1, 3], 3), reply('Bob', 'f1', X, [2, 3], 3))).toBe(1);
    expect(fulls(reply('Ann', 'f1', X, [1, 3], 3), reply('Bob', 'f1', X, [2, 3], 3), reply('Cid', 'f1', X, [1, 2, 3], 3))).toBe(1);
  });
});

describe('a reply', () => {
  test('is told of once for a file at a node, and again only if its chunks changed', () => {
    const node = new Stage({ peers: [a] });
    search(node, ['f']);
    const first = reply('Ann', 'f1', X, [2, 1], 3);
    node.receive(a, first, first, reply('Ann', 'f1', X, [1, 2, 3], 3), reply('Bob', 'f1', X, [1], 3));
    expect(lines(node)).toEqual(['f1 at Ann: 1,2', 'f1 at Ann: 1,2,3', 'f1 at Bob: 1']);
  });

  test('whose chunk map holds 0 counts from 0', () => {
    const node = new Stage({ peers: [a] });
    search(node, ['f']);
    node.receive(a, reply('Ann', 'f1', X, [0, 1, 2], 3));
    expect(lines(node)).toEqual(['f1 at Ann: 1,2,3']);
  });

  test('that comes after the end is told of and remembered, and finishes the search if it makes 2', () => {
    const node = new Stage({ peers: [a] });
    const one = search(node, ['f'], 5);
    node.receive(a, reply('Ann', 'f1', X, [1], 1)).wait(60_000);
    expect(one.verdict).toBe('exhausted');
    node.receive(a, reply('Bob', 'f1', X, [1], 1));
    expect(lines(node)).toEqual(['f1 at Ann: 1', 'f1 at Bob: 1', 'finished']);
    expect(node.node.services.finds.holders(X)).toMatchObject([{ node: 'Ann' }, { node: 'Bob', chunks: [1] }]);
  });

  test('is of each search that its file matches, and told of once', () => {
    const node = new Stage({ peers: [a] });
    const [one, two, other] = [search(node, ['f']), search(node, ['1']), search(node, ['z'])];
    node.receive(a, reply('Ann', 'f1', X, [1], 1));
    expect([one, two, other].map(({ matches }) => matches.length)).toEqual([1, 1, 0]);
    expect(lines(node)).toEqual(['f1 at Ann: 1']);
  });

  test('is of the search that goes on, not of an earlier one for the same: each finishes once at the most', () => {
    const node = new Stage({ peers: [a] });
    const early = search(node, ['f'], 5);
    node.receive(a, reply('Ann', 'f1', X, [1], 1)).wait(60_000);
    const late = search(node, ['f'], 5);
    node.receive(a, reply('Ann', 'f1', X, [1], 1), reply('Bob', 'f1', X, [1], 1));
    expect([early.isFinished, late.isFinished]).toEqual([false, true]);
    expect(lines(node)).toEqual(['f1 at Ann: 1', 'f1 at Ann: 1', 'f1 at Bob: 1', 'finished']);
  });

  test('to a file that matches no search by our rules is of the last one: others may match by theirs', () => {
    const node = new Stage({ peers: [a] });
    const [one, two] = [search(node, ['f']), search(node, ['g'])];
    node.receive(a, reply('Ann', 'F.G', X, [1], 1));
    expect([one.matches.length, two.matches.length]).toEqual([0, 1]);
  });

  test('without any search was not asked for: nothing is told or remembered', () => {
    const node = new Stage({ peers: [a] }).receive(a, reply('Ann', 'f1', X, [1], 1));
    expect(node.takeEvents('dropped').map(({ reason }) => reason)).toEqual(['unasked']);
    expect(node.node.services.finds.holders(X)).toEqual([]);
  });

  test.each([
    ['a hash of another length', searchResult('f', new Uint8Array(31), [1], 1)],
    ['no name', searchResult('', bytesOf(X), [1], 1)],
    ['no chunks', searchResult('f', bytesOf(X), [], 1)],
    ['only chunks beyond its end', searchResult('f', bytesOf(X), [2, 3], 1)],
    ['a map without end', searchResult('f', bytesOf(X), new Array<number>(BOUNDS.chunkMap + 1).fill(1), 1)],
  ])('with %s tells of nothing', (_what, result) => {
    const node = new Stage({ peers: [a] });
    search(node, ['f']);
    expect(lines(node.receive(a, searchReply('Ann', 'Me', 5, [result])))).toEqual([]);
  });

  test('for somebody else goes on its way with one less, as a private message does', () => {
    const node = new Stage().receive(b, rumor('Bob', 1, 'x'));
    node.takeSent();
    const other = searchReply('Ann', 'Bob', 4, [searchResult('f', bytesOf(X), [1], 1)]);
    expect(node.receive(a, other).takeSent()).toEqual([{ packet: { ...other, hopLimit: 3 }, to: b }]);
  });

  test('keeps no more chunk numbers than the bound, the newest ones', () => {
    const node = new Stage({ peers: [a] });
    search(node, ['f']);
    const chunks = Array.from({ length: BOUNDS.chunkMap }, (_, at) => at + 1);
    const files = BOUNDS.foundChunks / BOUNDS.chunkMap + 1;
    const metahash = (file: number) => file.toString(16).padStart(64, '0');
    for (let file = 0; file < files; file++) node.receive(a, reply('Ann', 'f', metahash(file), chunks, BOUNDS.chunkMap));
    expect(node.node.services.finds.holders(metahash(0))).toEqual([]);
    expect(node.node.services.finds.holders(metahash(1))).toHaveLength(1);
    expect(node.node.services.finds.holders(metahash(files - 1))).toHaveLength(1);
  });
});

describe('a search that is cancelled', () => {
  test('asks no more, tells of nothing, and cannot be cancelled again', () => {
    const node = new Stage({ peers: [a] });
    const one = search(node, ['f']);
    const cancel = () => node.act(({ services }) => services.searches.cancel(one.id));
    expect([cancel(), cancel()]).toEqual([true, false]);
    expect(one.verdict).toBe('cancelled');
    node.takeSent();
    expect(budgets(node.wait(60_000))).toEqual([]);
    expect(lines(node.receive(a, reply('Ann', 'f1', X, [1], 1), reply('Bob', 'f1', X, [1], 1)))).toEqual([]);
  });
});

describe('a search is refused', () => {
  test.each([
    [[], 0],
    [['', ''], 0],
    [['x'.repeat(BOUNDS.keywordBytes + 1)], 0],
    [['f'], -1],
    [['f'], 1.5],
    [['f'], 2 ** 53],
  ])('for keywords %j and budget %d', (keywords, budget) => {
    const node = new Stage({ peers: [a] });
    expect(() => search(node, keywords, budget)).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST' }));
    expect(node.takeSent()).toEqual([]);
  });

  test('in simple mode', () => {
    expect(() => search(new Stage({ simple: true }), ['f'])).toThrow(expect.objectContaining({ code: 'WRONG_STATE' }));
  });

  test('when as many are going on as there may be; one that is over makes room', () => {
    const node = new Stage({ peers: [a] });
    for (let count = 0; count < BOUNDS.searches; count++) search(node, [`f${count}`]);
    expect(() => search(node, ['one more'])).toThrow(expect.objectContaining({ code: 'TOO_MANY_SEARCHES' }));
    node.act(({ services }) => services.searches.cancel(5));
    expect(search(node, ['one more']).id).toBe(BOUNDS.searches + 1);
    expect(node.node.services.searches.find(5)).toBeUndefined();
  });
});

describe("others' search requests", () => {
  const request = (origin: string, budget: number, ...keywords: readonly string[]): SearchRequest =>
    searchRequest(origin, budget, keywords);
  const reasons = (node: Stage) => node.takeEvents('dropped').map(({ reason }) => reason);

  test('go on to all neighbours but the sender, with the rest of their budget', () => {
    const node = new Stage({ peers: [a, b, c] }).receive(a, request('Ann', 5, 'f', 'g'));
    expect(asked(node).map(({ request: { origin, budget, keywords }, to }) => [to, origin, budget, keywords])).toEqual([
      [b, 'Ann', 2, ['f', 'g']],
      [c, 'Ann', 2, ['f', 'g']],
    ]);
  });

  test.each([0, 1])('of budget %d go no further, and do not wrap round', (budget) => {
    expect(asked(new Stage({ peers: [a, b] }).receive(a, request('Ann', budget, 'f')))).toEqual([]);
  });

  test('that come again within half a second by any way are dropped, and taken after that', () => {
    const node = new Stage({ peers: [a, b] }).receive(a, request('Ann', 5, 'f'));
    expect(budgets(node)).toEqual([4]);
    node.wait(300).receive(b, request('Ann', 9, 'f'));
    expect([budgets(node), reasons(node)]).toEqual([[], ['copy']]);
    expect(budgets(node.wait(199).receive(a, request('Ann', 5, 'f')))).toEqual([]);
    expect(budgets(node.wait(1).receive(a, request('Ann', 5, 'f')))).toEqual([4]);
  });

  test('with other keywords or of another origin are others, whatever the keywords hold', () => {
    const node = new Stage({ peers: [a, b] }).receive(a, request('Ann', 2, 'f'), request('Ann', 2, 'g'), request('Bob', 2, 'f'));
    node.receive(a, request('Ann', 2, 'f,g'), request('Ann', 2, 'f', 'g'));
    expect(budgets(node)).toEqual([1, 1, 1, 1, 1]);
  });

  test('of this node itself that come back are dropped', () => {
    const node = new Stage({ peers: [a, b] }).receive(a, request('Me', 5, 'f'));
    expect([asked(node), reasons(node)]).toEqual([[], ['copy']]);
  });

  test('without an origin are dropped', () => {
    expect(reasons(new Stage({ peers: [a, b] }).receive(a, request('', 5, 'f')))).toEqual(['bad-name']);
  });

  test('in any number from one neighbour are taken at the rate for that, and those of others besides', () => {
    const node = new Stage({ peers: [a, b, c], settings: { searchRate: 10 } });
    for (let count = 0; count < 20; count++) node.receive(a, request(`Ann${count}`, 3, 'f'));
    expect(budgets(node)).toHaveLength(20);
    expect(reasons(node)).toEqual(new Array(10).fill('busy'));
    expect(budgets(node.receive(b, request('Bob', 3, 'f')))).toHaveLength(2);
    expect(budgets(node.receive(c, request('Ann19', 3, 'f')))).toHaveLength(2); // what was too much from one is taken from another
    expect(budgets(node.wait(100).receive(a, request('Ann later', 3, 'f')))).toHaveLength(2);
  });

  test('are remembered within bounds', () => {
    const node = new Stage({ settings: { searchRate: 1_000_000 } });
    for (let count = 0; count <= BOUNDS.searchRequests; count++) node.receive(a, request(`n${count}`, 3, 'f'));
    node.takeEvents();
    node.receive(a, request('n1', 3, 'f'), request('n0', 3, 'f'));
    expect(reasons(node)).toEqual(['copy']);
  });
});
