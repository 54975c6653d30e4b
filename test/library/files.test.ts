import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FileSummary, Node, type NodeOptions, type Progress } from '../../src/index.js';
import { bytesOf } from '../support/bytes.js';

let folder: string;
const open: Node[] = [];
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'peerster-library-'))));
afterEach(async () => {
  await Promise.all(open.splice(0).map((node) => node.close()));
  rmSync(folder, { recursive: true });
});

async function start(name: string, options: Partial<NodeOptions> = {}): Promise<Node> {
  const folders = { shared: join(folder, 'shared'), downloads: join(folder, name), ...options.folders };
  const node = await Node.open({ name, ...options, settings: { antiEntropy: 100, settleTime: 20, ...options.settings }, folders });
  open.push(node);
  return node;
}

/** Two nodes that know the way to one another. */
async function pair(settings: NodeOptions['settings'] = {}): Promise<[Node, Node]> {
  const a = await start('A', { settings });
  const b = await start('B', { peers: [a.gossipAddress] });
  await Promise.all([a.send('here'), b.send('there')]);
  await Promise.all([a.awaitRumors({ B: 2 }), b.awaitRumors({ A: 2 })]);
  return [a, b];
}

/** Reads a download to its end: what it told, and what it returned. */
async function followed(download: AsyncGenerator<Progress, FileSummary>): Promise<{ told: Progress[]; file: FileSummary }> {
  const told: Progress[] = [];
  for (;;) {
    const { done, value } = await download.next();
    if (done === true) return { told, file: value };
    told.push(value);
  }
}

describe('the files of a node in the library', () => {
  it('are shared, listed, downloaded with their progress, and read', async () => {
    const [a, b] = await pair();
    const bytes = bytesOf(100 * 8_192 + 1);
    mkdirSync(join(folder, 'shared'));
    writeFileSync(join(folder, 'shared', 'film'), bytes);
    const film = await a.files.share('film');
    expect(film).toEqual({
      name: 'film',
      metahash: expect.stringMatching(/^[0-9a-f]{64}$/),
      size: bytes.length,
      chunkCount: 101,
      chunksHad: 101,
    });
    expect(a.files.list()).toEqual([film]);

    const { told, file } = await followed(b.files.download(film.metahash, { as: 'copy', from: 'A' }));
    expect(file).toEqual({ ...film, name: 'copy' });
    expect(told.at(-1)).toMatchObject({ chunksHad: 101, chunkCount: 101, bytesHad: bytes.length, sources: [{ name: 'A', silent: false }] });
    expect(Buffer.compare(readFileSync(join(folder, 'B', 'copy')), bytes)).toBe(0);
    const pieces: Uint8Array[] = [];
    for await (const piece of b.files.read(film.metahash)) pieces.push(piece);
    expect(Buffer.compare(Buffer.concat(pieces), bytes)).toBe(0);
  });

  it('are found by a search, and got from whoever has them', async () => {
    const [a, b] = await pair();
    await a.files.shareBytes('a film', bytesOf(5));
    for await (const { metahash, node } of b.search(['film'], { budget: 4 })) {
      expect(node).toBe('A');
      expect((await followed(b.files.download(metahash, { as: 'copy' }))).file).toMatchObject({ name: 'copy', size: 5 });
      break;
    }
    expect(readFileSync(join(folder, 'B', 'copy'))).toHaveLength(5);
  });

  it('go on being downloaded when nobody follows, until they are cancelled, and tell why they are not there', async () => {
    const [a, b] = await pair({ dataRate: 10 });
    const { metahash } = await a.files.shareBytes('film', bytesOf(200 * 8_192));
    const caller = new AbortController();
    const follower = b.files.download(metahash, { from: 'A', signal: caller.signal });
    await follower.next();
    caller.abort(new Error('enough'));
    await expect(followed(follower)).rejects.toThrow('enough');
    const again = followed(b.files.download(metahash, { from: ['A'] }));
    b.files.cancel(metahash);
    await expect(again).rejects.toMatchObject({ code: 'DOWNLOAD_CANCELLED' });
    expect(() => b.files.cancel(metahash)).toThrow(expect.objectContaining({ code: 'UNKNOWN_FILE' }));
    expect(() => b.files.read(metahash)).toThrow(expect.objectContaining({ code: 'WRONG_STATE' }));
  });

  it('are kept from one run to the next in a data folder', async () => {
    const data = join(folder, 'data');
    const [a] = await pair();
    const { metahash } = await a.files.shareBytes('film', bytesOf(40 * 8_192));
    const first = await start('C', { peers: [a.gossipAddress], folders: { data } });
    await first.awaitRumors({ A: 2 });
    await first.send('this way');
    await a.awaitRumors({ C: 2 });
    await followed(first.files.download(metahash, { as: 'film', from: 'A' }));
    await first.close();
    const second = await start('C', { folders: { data } });
    expect(second.files.list()).toEqual([]);
    expect((await followed(second.files.download(metahash, { as: 'film', from: 'nobody' }))).file).toMatchObject({ size: 40 * 8_192 });
  });

  it('refuse what cannot be', async () => {
    const node = await start('A');
    await expect(node.files.share('nothing')).rejects.toMatchObject({ code: 'UNKNOWN_FILE' });
    await expect(node.files.shareBytes('empty', new Uint8Array(0))).rejects.toMatchObject({ code: 'INVALID_FILE' });
    await expect(node.files.download('ab'.repeat(32)).next()).rejects.toMatchObject({ code: 'NO_SOURCE' });
    await expect(node.files.download('xyz', { from: 'B' }).next()).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
  });
});
