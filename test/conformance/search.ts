import { expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/core/hash.js';
import { rumor, searchReply, searchRequest, searchResult } from '../../src/core/packet.js';
import { encode } from '../../src/wire/codec.js';
import { type Inhabitant, only, type Stranger, type World } from './world.js';

const METAHASH = 'a1'.repeat(32);

export function aboutSearch(world: () => World): void {
  const share = (node: Inhabitant, name: string, chunkCount = 3) =>
    node.act(({ files }) => files.share({ name, metahash: METAHASH, chunkCount, size: 8_192 * chunkCount }));
  const search = (node: Inhabitant, keyword: string, budget = 0) => node.act(({ services }) => services.searches.start([keyword], budget));
  const found = ({ events }: Inhabitant) => events.flatMap((event) => (event.kind === 'found' ? [event.match] : []));

  /** A node, and a stranger that it knows the way to. */
  async function known(): Promise<readonly [Inhabitant, Stranger]> {
    const [node, stranger] = [await world().spawn('A', { settings: { searchWindow: 100 } }), await world().stranger()];
    stranger.send(rumor('S', 1, 'this way'), node);
    await world().until('the way is known', () => node.texts().length === 1);
    return [node, stranger];
  }

  it('finds a file where it is, two hops away, and ends when two nodes have all of it', async () => {
    const middle = await world().spawn('M');
    const [a, b, searcher] = [
      await world().spawn('A', { peers: [middle] }),
      await world().spawn('B', { peers: [middle] }),
      await world().spawn('C', { peers: [middle] }),
    ];
    await searcher.publish('this way');
    await world().until('all know the way', () => [a, b].every((node) => node.texts().length === 1));
    for (const node of [a, b]) share(node, 'the file');
    share(searcher, 'my own file');
    const one = search(searcher, 'file');
    await world().until('both are found', () => one.verdict !== undefined);
    expect(one.verdict).toBe('found');
    expect(
      found(searcher)
        .map(({ node }) => node)
        .toSorted(),
    ).toEqual(['A', 'B']);
    expect(found(searcher)[0]).toMatchObject({ fileName: 'the file', metahash: METAHASH, chunks: [1, 2, 3], chunkCount: 3 });
    expect(searcher.events.filter(({ kind }) => kind === 'search-finished')).toHaveLength(1);
  });

  it('answers a request with what it has, as chunks from 1, to the origin of the request', async () => {
    const [node, stranger] = await known();
    share(node, 'the file');
    share(node, 'something else');
    stranger.send(searchRequest('S', 3, ['nothing', 'the *']), node);
    await world().until('the reply comes', () => only('searchReply', stranger.received).length === 1);
    expect(only('searchReply', stranger.received)).toEqual([
      searchReply('A', 'S', 9, [searchResult('the file', fromHex(METAHASH) as Uint8Array, [1, 2, 3], 3)]),
    ]);
  });

  it('passes a request on with its budget less 1 split over the others, also where it answers', async () => {
    const [node, stranger] = await known();
    const others = [await world().stranger(), await world().stranger()];
    for (const [index, other] of others.entries()) other.send(rumor(`O${index}`, 1, 'hello'), node);
    await world().until('they are peers', () => node.peers().length === 3);
    share(node, 'the file');
    stranger.send(searchRequest('S', 6, ['file']), node);
    await world().until('both have it', () => others.every(({ received }) => only('searchRequest', received).length === 1));
    const passed = others.map(({ received }) => only('searchRequest', received)[0]);
    expect(passed).toMatchObject([
      { origin: 'S', keywords: ['file'] },
      { origin: 'S', keywords: ['file'] },
    ]);
    expect(new Set(passed.map((request) => request?.budget))).toEqual(new Set([2, 3]));
    expect(only('searchRequest', stranger.received)).toEqual([]);
  });

  it('takes the same request once within its window, and again after it', async () => {
    const [node, stranger] = await known();
    share(node, 'the file');
    for (let copy = 0; copy < 3; copy++) stranger.send(searchRequest('S', 1, ['file']), node);
    await world().until('the copies are dropped', () => node.counters.drops['copy'] === 2);
    expect(only('searchReply', stranger.received).length).toBeLessThanOrEqual(1);
    await world().until('it is answered again', () => {
      if (only('searchReply', stranger.received).length === 1) stranger.send(searchRequest('S', 1, ['file']), node);
      return only('searchReply', stranger.received).length > 1;
    });
  });

  it('splits a reply that is too large', async () => {
    const [node, stranger] = await known();
    for (let file = 0; file < 200; file++) share(node, `file ${file}`, 200);
    stranger.send(searchRequest('S', 1, ['file']), node);
    const results = () => only('searchReply', stranger.received).flatMap((reply) => reply.results);
    await world().until('all results come', () => results().length === 200);
    expect(new Set(results().map(({ fileName }) => fileName)).size).toBe(200);
    for (const reply of only('searchReply', stranger.received)) expect(encode(reply, 'course').length).toBeLessThan(8_200);
  });

  it('reads a chunk map that counts from 0, and tells it from 1', async () => {
    const [node, stranger] = await known();
    search(node, 'file', 2);
    await world().until('it asks', () => only('searchRequest', stranger.received).length === 1);
    stranger.send(searchReply('R', 'A', 5, [searchResult('a file', fromHex(METAHASH) as Uint8Array, [0, 2], 3)]), node);
    await world().until('it is found', () => found(node).length === 1);
    expect(found(node)).toEqual([{ fileName: 'a file', metahash: METAHASH, node: 'R', chunks: [1, 3], chunkCount: 3 }]);
    expect(node.query(({ services }) => services.finds.holders(toHex(fromHex(METAHASH) as Uint8Array)))).toMatchObject([
      { node: 'R', chunks: [1, 3] },
    ]);
  });
}
