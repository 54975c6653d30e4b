import { describe, expect, it } from 'vitest';
import { bytesOf, nativeSha256 } from '../support/bytes.js';
import { MemoryNetwork, type Weather } from '../support/memory-network.js';
import type { MemoryNode } from '../support/memory-node.js';

const MiB = 1_048_576;
const STORM: Partial<Weather> = { loss: 0.05, duplication: 0.05, delay: { least: 1, most: 8 } };

function spawn(network: MemoryNetwork, index: number, peers: readonly number[]): MemoryNode {
  return network.spawn({ name: `n${index}`, index, peers, sha256: nativeSha256, settings: { routeRumors: 60_000 } });
}

/** Lets time pass until each has a route to every other. */
function meet(network: MemoryNetwork, nodes: readonly MemoryNode[]): void {
  expect(network.runUntil(() => nodes.every(({ node }) => node.routes.list().length === nodes.length - 1), 60_000)).toBe(true);
}

function line(network: MemoryNetwork, count: number): readonly MemoryNode[] {
  const neighbours = (index: number) => [index - 1, index + 1].filter((peer) => peer >= 0 && peer < count);
  const nodes = Array.from({ length: count }, (_, index) => spawn(network, index, neighbours(index)));
  meet(network, nodes);
  return nodes;
}

function downloadOver(relays: number, weather: Partial<Weather>, bytes: Uint8Array) {
  const network = new MemoryNetwork(1, weather);
  const nodes = line(network, relays + 2);
  const [first, last] = [nodes[0] as MemoryNode, nodes.at(-1) as MemoryNode];
  const metahash = last.share('file', bytes);
  const download = first.command(({ files }) => files.download(metahash, 'copy', [`n${relays + 1}`]));
  network.runUntil(() => download.isOver, 3_600_000);
  return { download, got: first.disk?.results.get('copy') };
}

/** Quicker than comparing element by element. */
function isSame(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0;
}

describe('a file arrives as it is', () => {
  const SIZES = [1, 8_191, 8_192, 8_193, 65_536, 2 * MiB, 64 * MiB];
  const WAYS = [1, 9].flatMap((relays) => [
    { relays, weather: {} },
    { relays, weather: STORM },
  ]);

  it.each(WAYS)('whatever its size, over $relays relays in weather $weather', ({ relays, weather }) => {
    for (const size of SIZES) {
      const bytes = bytesOf(size);
      const { download, got } = downloadOver(relays, weather, bytes);
      expect([size, download.state, download.error?.message]).toEqual([size, 'done', undefined]);
      expect(isSame(got, bytes), `${size} bytes`).toBe(true);
    }
  });

  it('of which every chunk is the same', () => {
    const bytes = new Uint8Array(3 * MiB);
    expect(isSame(downloadOver(1, STORM, bytes).got, bytes)).toBe(true);
  });
});

describe('a source that is killed halfway', () => {
  /** n0 gets from the others; n1 is in the middle of all. */
  function star(...from: readonly string[]) {
    const network = new MemoryNetwork(1);
    const hub = spawn(network, 1, [0, 2, 3]);
    const [getter, first, second] = [0, 2, 3].map((index) => spawn(network, index, [1])) as [MemoryNode, MemoryNode, MemoryNode];
    meet(network, [getter, hub, first, second]);
    const bytes = bytesOf(4 * MiB);
    const metahash = first.share('film', bytes);
    second.share('film', bytes);
    const begin = () => getter.command(({ files }) => files.download(metahash, 'film', from));
    return { network, getter, first, second, bytes, begin };
  }

  it('is replaced by another that has the file', () => {
    const { network, getter, first, bytes, begin } = star('n2', 'n3');
    const download = begin();
    network.runUntil(() => (download.file?.chunksHad ?? 0) >= 256, 60_000);
    first.stop();
    const killedAt = network.now;
    expect(network.runUntil(() => download.isOver, 60_000)).toBe(true);
    expect(download.error).toBeUndefined();
    expect(isSame(getter.disk?.results.get('film'), bytes)).toBe(true);
    expect(network.now - killedAt).toBeLessThan(5_000);
  });

  it('ends a download that has no other, with a reason, and another one goes on from its chunks', () => {
    const { network, getter, first, second, bytes, begin } = star('n2');
    const download = begin();
    network.runUntil(() => (download.file?.chunksHad ?? 0) >= 256, 60_000);
    first.stop();
    const had = download.file?.chunksHad as number;
    expect(network.runUntil(() => download.isOver, 120_000)).toBe(true);
    expect(download.error).toMatchObject({ code: 'SOURCES_SILENT' });
    expect(download.error?.message).toMatch(/^nothing of film has come for 60 s: n2 does not answer .*; \d+ of 512 chunks are kept/);
    const asked = second.counters.byKind.data_request.packetsIn;
    const again = getter.command(({ files }) => files.download(download.order.metahash, 'film', ['n3']));
    expect(network.runUntil(() => again.isOver, 60_000)).toBe(true);
    expect(isSame(getter.disk?.results.get('film'), bytes)).toBe(true);
    expect(second.counters.byKind.data_request.packetsIn - asked).toBeLessThanOrEqual(512 + 3 - had);
  });

  it('is asked for its share only, as long as both are there', () => {
    const { network, first, second, begin } = star('n2', 'n3');
    const download = begin();
    network.runUntil(() => download.isOver, 60_000);
    for (const node of [first, second]) expect(node.counters.byKind.data_reply.packetsOut).toBeGreaterThan(100);
    const sent = first.counters.byKind.data_reply.packetsOut + second.counters.byKind.data_reply.packetsOut;
    expect(sent).toBe(512 + 3);
  });
});
