import { describe, expect, it } from 'vitest';
import { bytesOf, nativeSha256 } from '../support/bytes.js';
import { MemoryNetwork } from '../support/memory-network.js';
import type { MemoryNode } from '../support/memory-node.js';

/** A hub with four others: 0 gets, 2 and 3 share the same file, 4 has nothing. */
function village() {
  const network = new MemoryNetwork(1, { delay: { least: 1, most: 5 } });
  const spawn = (index: number, peers: readonly number[]): MemoryNode =>
    network.spawn({ name: `n${index}`, index, peers, sha256: nativeSha256, settings: { routeRumors: 60_000 } });
  const hub = spawn(1, [0, 2, 3, 4]);
  const [getter, first, second, other] = [0, 2, 3, 4].map((index) => spawn(index, [1])) as [MemoryNode, MemoryNode, MemoryNode, MemoryNode];
  const all = [getter, hub, first, second, other];
  expect(network.runUntil(() => all.every(({ node }) => node.routes.list().length === 4), 60_000)).toBe(true);
  const bytes = bytesOf(200 * 8_192 + 5);
  const metahash = first.share('film', bytes);
  second.share('film', bytes);
  const search = () => getter.command(({ services }) => services.searches.start(['film'], 0));
  const download = () => getter.command(({ files }) => files.download(metahash, 'my film', []));
  return { network, getter, first, second, other, bytes, search, download };
}

const served = ({ counters }: MemoryNode): number => counters.byKind.data_reply.packetsOut;

describe('a download without a source', () => {
  it('uses what a search found: each of the nodes that have the file gives some of it', () => {
    const { network, getter, first, second, other, bytes, search, download } = village();
    expect(download).toThrow(expect.objectContaining({ code: 'NO_SOURCE' }));
    const found = search();
    expect(network.runUntil(() => found.verdict === 'found', 10_000)).toBe(true);
    const running = download();
    expect(network.runUntil(() => running.isOver, 60_000)).toBe(true);
    expect(running.error).toBeUndefined();
    expect(Buffer.compare(getter.disk?.results.get('my film') as Uint8Array, bytes)).toBe(0);
    expect([served(first) > 50, served(second) > 50, served(other)]).toEqual([true, true, 0]);
  });

  it('never begins by itself', () => {
    const { network, getter, search } = village();
    search();
    network.run(20_000);
    expect(getter.counters.byKind.data_request.packetsOut).toBe(0);
  });

  it('makes its node one that others find, with what it has of the file', () => {
    const { network, getter, first, second, other, search, download } = village();
    const found = search();
    network.runUntil(() => found.verdict === 'found', 10_000);
    const running = download();
    network.runUntil(() => (running.file?.chunksHad ?? 0) > 100, 60_000);
    for (const node of [first, second]) node.stop();
    network.run(1_000);
    const later = other.command(({ services }) => services.searches.start(['film'], 10));
    network.run(1_000);
    const [match] = later.matches;
    expect(later.matches.map(({ node, fileName }) => [node, fileName])).toEqual([['n0', 'my film']]);
    expect(match?.chunks.length).toBe(getter.node.files.find(match?.metahash as string)?.chunkMap.length);
    expect(later.fullMatches).toBe(0);
  });
});
