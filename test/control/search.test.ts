import { afterEach, expect, test } from 'vitest';
import { Status } from 'nice-grpc';
import { fromHex } from '../../src/core/hash.js';
import { searchReply, searchResult } from '../../src/core/packet.js';
import { EventKind, SearchVerdict } from '../../src/gen/peerster/v1/node.js';
import { openUdpNode, type UdpNodeOptions } from '../../src/host/open.js';
import type { UdpNode } from '../../src/host/udp-node.js';
import { reader, refusal, type Served, serve } from './harness.js';

const nodes: UdpNode[] = [];
afterEach(() => {
  for (const node of nodes.splice(0)) node.close();
});

const METAHASH = 'a1'.repeat(32);

async function start(options: Partial<UdpNodeOptions> = {}): Promise<Served<UdpNode>> {
  const node = await openUdpNode({ name: 'ann', gossipAddress: '127.0.0.1:0', settings: { searchPatience: 20 }, ...options });
  nodes.push(node);
  return serve(node);
}

/** As if a node had answered that it has these chunks of two. */
async function answer({ control }: Served<UdpNode>, node: string, ...chunks: readonly number[]): Promise<void> {
  const from = await control.resolve('127.0.0.1:9');
  control.command((core) =>
    core.receive(searchReply(node, 'ann', 5, [searchResult('a file', fromHex(METAHASH) as Uint8Array, chunks, 2)]), from),
  );
}

const started = (searchId: number) => ({ event: { $case: 'started', value: { searchId } } });
const match = (node: string, ...chunks: readonly number[]) => ({
  event: { $case: 'match', value: { fileName: 'a file', metahash: METAHASH, node, chunks, chunkCount: 2n } },
});
const ended = (verdict: SearchVerdict, fullMatches: number) => ({ event: { $case: 'ended', value: { verdict, fullMatches } } });

test('SearchFiles tells its id, every match as it comes, and the verdict at last', async () => {
  const ann = await start();
  const stream = reader(ann.client.searchFiles({ keywords: ['file'] }));
  expect(await stream.next()).toEqual(started(1));
  await answer(ann, 'bob', 1, 2);
  expect(await stream.next()).toEqual(match('bob', 1, 2));
  await answer(ann, 'cid', 2);
  expect(await stream.next()).toEqual(match('cid', 2));
  await answer(ann, 'cid', 1, 2);
  expect(await stream.rest()).toEqual([match('cid', 1, 2), ended(SearchVerdict.SEARCH_VERDICT_FOUND, 2)]);
});

test('a search goes on when its call ends, and another call follows it from its first match', async () => {
  const ann = await start();
  const caller = new AbortController();
  const stream = reader(ann.client.searchFiles({ keywords: ['file'] }, { signal: caller.signal }));
  await stream.next();
  caller.abort();
  await expect(stream.next()).rejects.toMatchObject({ name: 'AbortError' });
  await answer(ann, 'bob', 1, 2);
  await answer(ann, 'cid', 1, 2);
  expect(await reader(ann.client.searchFiles({ searchId: 1 })).rest()).toEqual([
    started(1),
    match('bob', 1, 2),
    match('cid', 1, 2),
    ended(SearchVerdict.SEARCH_VERDICT_FOUND, 2),
  ]);
});

test('a search that runs out ends with what it has', async () => {
  const ann = await start();
  const stream = reader(ann.client.searchFiles({ keywords: ['file'], budget: 3n }));
  await stream.next();
  expect(await stream.rest()).toEqual([ended(SearchVerdict.SEARCH_VERDICT_EXHAUSTED, 0)]);
});

test('CancelSearch ends it for all who follow it, once', async () => {
  const ann = await start();
  const stream = reader(ann.client.searchFiles({ keywords: ['file'] }));
  await stream.next();
  await ann.client.cancelSearch({ searchId: 1 });
  expect(await stream.rest()).toEqual([ended(SearchVerdict.SEARCH_VERDICT_CANCELLED, 0)]);
  for (const searchId of [1, 7])
    expect(await refusal(ann.client.cancelSearch({ searchId }))).toMatchObject({ code: Status.NOT_FOUND, reason: 'UNKNOWN_SEARCH' });
});

test('the trace tells what was found and how searches end', async () => {
  const ann = await start();
  const { EVENT_KIND_FOUND, EVENT_KIND_SEARCH_FINISHED, EVENT_KIND_SEARCH_OVER } = EventKind;
  const trace = reader(ann.client.watchEvents({ kinds: [EVENT_KIND_FOUND, EVENT_KIND_SEARCH_FINISHED, EVENT_KIND_SEARCH_OVER] }));
  await trace.next();
  await reader(ann.client.searchFiles({ keywords: ['file'] })).next();
  await answer(ann, 'bob', 1, 2);
  await answer(ann, 'cid', 1, 2);
  const events = [await trace.next(), await trace.next(), await trace.next(), await trace.next()];
  expect(events).toMatchObject([
    { item: { value: { kind: EVENT_KIND_FOUND, origin: 'bob', match: { chunks: [1, 2] } } } },
    { item: { value: { kind: EVENT_KIND_FOUND, origin: 'cid' } } },
    { item: { value: { kind: EVENT_KIND_SEARCH_FINISHED, searchId: 1 } } },
    { item: { value: { kind: EVENT_KIND_SEARCH_OVER, searchId: 1, verdict: SearchVerdict.SEARCH_VERDICT_FOUND } } },
  ]);
});

test.each([
  ['no keyword', { keywords: [] }, 'INVALID_REQUEST'],
  ['an empty keyword', { keywords: [''] }, 'INVALID_REQUEST'],
  ['a budget without end', { keywords: ['f'], budget: 2n ** 64n - 1n }, 'INVALID_REQUEST'],
  ['the id of no search', { searchId: 3 }, 'UNKNOWN_SEARCH'],
])('SearchFiles refuses %s', async (_what, request, reason) => {
  const ann = await start();
  expect(await refusal(reader(ann.client.searchFiles(request)).next())).toMatchObject({ reason });
});

test('a node in simple mode does not search', async () => {
  const ann = await start({ simple: true });
  expect(await refusal(reader(ann.client.searchFiles({ keywords: ['f'] })).next())).toMatchObject({
    code: Status.FAILED_PRECONDITION,
    reason: 'WRONG_STATE',
  });
});

test('a search ends with CLOSED when its node closes', async () => {
  const ann = await start();
  const stream = reader(ann.client.searchFiles({ keywords: ['f'] }));
  await stream.next();
  await ann.client.shutdown({});
  expect(await refusal(stream.next())).toMatchObject({ reason: 'CLOSED' });
});
