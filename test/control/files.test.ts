import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Status } from 'nice-grpc';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Settings } from '../../src/core/settings.js';
import { openUdpNode } from '../../src/host/open.js';
import type { UdpNode } from '../../src/host/udp-node.js';
import type { DownloadFileResponse } from '../../src/gen/peerster/v1/node.js';
import { bytesOf } from '../support/bytes.js';
import { shareAndBreakOff } from './broken-off.js';
import { type NodeClient, refusal, type Served, serve } from './harness.js';

const MiB = 1_048_576;

let folder: string;
const nodes: UdpNode[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'peerster-test-'));
  mkdirSync(join(folder, '_SharedFiles'));
});
afterEach(() => {
  for (const node of nodes.splice(0)) node.close();
  rmSync(folder, { recursive: true });
});

async function start(name: string, peers: readonly string[] = [], changes: Partial<Settings> = {}): Promise<Served<UdpNode>> {
  const folders = { shared: join(folder, '_SharedFiles'), downloads: join(folder, '_Downloads') };
  const settings = { routeRumors: 60_000, ...changes };
  const node = await openUdpNode({ name, gossipAddress: '127.0.0.1:0', peers, settings, folders });
  nodes.push(node);
  return serve(node);
}

/** Two nodes that have a route to one another. */
async function pair(): Promise<[ann: Served<UdpNode>, bob: Served<UdpNode>]> {
  const ann = await start('ann');
  const bob = await start('bob', [ann.control.facts.gossipAddress]);
  for (const [here, there] of [
    [ann, 'bob'],
    [bob, 'ann'],
  ] as const)
    await here.client.awaitRumors({ origins: [{ origin: there, nextId: 2 }] });
  return [ann, bob];
}

function put(name: string, bytes: Uint8Array): void {
  writeFileSync(join(folder, '_SharedFiles', name), bytes);
}

async function share(client: NodeClient, path: string): Promise<string> {
  async function* request() {
    yield { content: { $case: 'path', value: path } } as const;
  }
  return (await client.shareFile(request())).file?.metahash as string;
}

async function* streamed(name: string, ...pieces: readonly Uint8Array[]) {
  yield { content: { $case: 'name', value: name } } as const;
  for (const piece of pieces) yield { content: { $case: 'data', value: piece } } as const;
}

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

const resultOf = (responses: readonly DownloadFileResponse[]) => responses.at(-1)?.event;
const isEqual = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

describe('files over gRPC', () => {
  test('a file of the shared folder is downloaded from a named node, byte for byte, and listed by both', async () => {
    const [ann, bob] = await pair();
    const bytes = bytesOf(5 * MiB + 1);
    put('film', bytes);
    const metahash = await share(ann.client, 'film');
    const responses = await all(bob.client.downloadFile({ metahash, name: 'copy', sources: ['ann'] }));
    expect(responses[0]?.event).toEqual({ $case: 'started', value: { name: 'copy' } });
    const file = { metahash, size: BigInt(bytes.length), chunkCount: 641n, chunksHad: 641n };
    expect(resultOf(responses)).toEqual({ $case: 'file', value: { name: 'copy', ...file } });
    expect(isEqual(readFileSync(join(folder, '_Downloads', 'copy')), bytes)).toBe(true);
    expect((await ann.client.listFiles({})).files).toEqual([{ name: 'film', ...file }]);
    expect((await bob.client.listFiles({})).files).toEqual([{ name: 'copy', ...file }]);
    expect(readdirSync(folder).sort()).toEqual(['_Downloads', '_SharedFiles']);
    expect(readdirSync(join(folder, '_Downloads'))).toEqual(['copy']);
  });

  test('bytes that a client streams are shared under their name, and read back as a stream', async () => {
    const [ann] = await pair();
    const bytes = bytesOf(100_000);
    const { file } = await ann.client.shareFile(streamed('notes', bytes.subarray(0, 7), bytes.subarray(7, 50_000), bytes.subarray(50_000)));
    expect(file).toMatchObject({ name: 'notes', size: 100_000n, chunkCount: 13n, chunksHad: 13n });
    const read = await all(ann.client.readFile({ metahash: file?.metahash as string }));
    expect(isEqual(Buffer.concat(read.map(({ data }) => data)), bytes)).toBe(true);
    expect(existsSync(join(folder, '_SharedFiles', 'notes'))).toBe(false);
  });

  test('a downloader gives on what it has, also after its result and the source are gone', async () => {
    const [ann, bob] = await pair();
    const bytes = bytesOf(3 * MiB);
    put('film', bytes);
    const metahash = await share(ann.client, 'film');
    await all(bob.client.downloadFile({ metahash, name: 'film', sources: ['ann'] }));
    rmSync(join(folder, '_Downloads'), { recursive: true });
    ann.control.close();
    const cid = await start('cid', [bob.control.facts.gossipAddress]);
    await cid.client.awaitRumors({ origins: [{ origin: 'bob', nextId: 2 }] });
    await bob.client.awaitRumors({ origins: [{ origin: 'cid', nextId: 2 }] });
    expect(resultOf(await all(cid.client.downloadFile({ metahash, name: 'again', sources: ['bob'] })))?.$case).toBe('file');
    expect(isEqual(readFileSync(join(folder, '_Downloads', 'again')), bytes)).toBe(true);
  });

  test('what cannot be shared is refused with a line that says why', async () => {
    const { client } = await start('ann');
    put('empty', new Uint8Array(0));
    mkdirSync(join(folder, '_SharedFiles', 'sub'));
    const missing = await refusal(share(client, 'nothing'));
    expect(missing).toMatchObject({ code: Status.NOT_FOUND, reason: 'UNKNOWN_FILE', message: expect.stringContaining('there is no file') });
    for (const path of ['empty', 'sub', '../outside', '', '/etc/passwd'])
      expect(await refusal(share(client, path))).toMatchObject({ code: Status.INVALID_ARGUMENT, reason: 'INVALID_FILE' });
    expect(await refusal(client.shareFile(streamed('none')))).toMatchObject({ reason: 'INVALID_FILE' });
    expect(await refusal(client.shareFile(streamed('..', bytesOf(1))))).toMatchObject({ reason: 'INVALID_FILE' });
    async function* headless() {
      yield { content: { $case: 'data', value: bytesOf(1) } } as const;
    }
    expect(await refusal(client.shareFile(headless()))).toMatchObject({ reason: 'INVALID_REQUEST' });
  });

  test('a client that is gone in the middle of a file has shared nothing', async () => {
    const { client, server } = await start('ann');
    for (let attempt = 0; attempt < 10; attempt++) await shareAndBreakOff(server.address, 'half', bytesOf(4));
    expect((await client.listFiles({})).files.map(({ name }) => name)).toEqual([]);
  });

  test('a download that cannot be says so: no hash, no source, no answer, no such download', async () => {
    const { client } = await start('ann', [], { dataPatience: 300 });
    const metahash = 'ab'.repeat(32);
    expect(await refusal(all(client.downloadFile({ metahash: 'xyz', name: 'x', sources: ['bob'] })))).toMatchObject({
      code: Status.INVALID_ARGUMENT,
      message: expect.stringContaining('64 hex digits'),
    });
    expect(await refusal(all(client.downloadFile({ metahash, name: 'x' })))).toMatchObject({ code: Status.NOT_FOUND, reason: 'NO_SOURCE' });
    expect(await refusal(all(client.downloadFile({ metahash, name: 'x', sources: ['bob'] })))).toMatchObject({
      code: Status.DEADLINE_EXCEEDED,
      reason: 'SOURCES_SILENT',
      message: expect.stringContaining('there is no route to bob'),
    });
    expect(await refusal(client.cancelDownload({ metahash }))).toMatchObject({ code: Status.NOT_FOUND });
    expect(await refusal(all(client.readFile({ metahash })))).toMatchObject({ code: Status.NOT_FOUND });
  });

  test('a download goes on without its caller, is followed by another call, and ends by a cancel', async () => {
    const { client } = await start('ann', [], { dataPatience: 3_600_000 });
    const order = { metahash: 'ab'.repeat(32), name: 'x', sources: ['bob'] };
    for await (const { event } of client.downloadFile(order)) if (event?.$case === 'started') break;
    const second = client.downloadFile(order)[Symbol.asyncIterator]();
    expect((await second.next()).value).toEqual({ event: { $case: 'started', value: { name: 'x' } } });
    expect((await refusal(all(client.downloadFile({ ...order, name: 'y' })))).reason).toBe('WRONG_STATE');
    await client.cancelDownload({ metahash: order.metahash.toUpperCase() });
    const rest = all({ [Symbol.asyncIterator]: () => second });
    expect(await refusal(rest)).toMatchObject({ code: Status.ABORTED, reason: 'DOWNLOAD_CANCELLED' });
  });

  test('a name that leads elsewhere is taken as a base name', async () => {
    const [ann, bob] = await pair();
    put('film', bytesOf(10_000));
    const metahash = await share(ann.client, 'film');
    await all(bob.client.downloadFile({ metahash, name: '../../up/film', sources: ['ann'] }));
    expect(readdirSync(join(folder, '_Downloads'))).toEqual(['film']);
    expect(readdirSync(folder).sort()).toEqual(['_Downloads', '_SharedFiles']);
  });
});
