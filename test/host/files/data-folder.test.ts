import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toHex } from '../../../src/core/hash.js';
import { BlockStore } from '../../../src/host/files/block-store.js';
import { openDataFolder } from '../../../src/host/files/data-folder.js';
import { sha256 } from '../../../src/host/files/sha256.js';
import { bytesOf } from '../../support/bytes.js';
import { refusal } from '../../support/refusal.js';

const CHUNK = 8_192;

let folder: string;
beforeEach(() => void (folder = join(mkdtempSync(join(tmpdir(), 'peerster-data-')), 'data')));
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const OWNER = {
  onRoom: () => {},
  onFailure: (error: Error) => {
    throw error;
  },
};
const open = async (): Promise<BlockStore> => new BlockStore(OWNER, await openDataFolder(folder));

/** `count` different blocks from number `first` on, one in five of them short. */
function blocks(count: number, first = 0): { readonly hash: string; readonly bytes: Uint8Array }[] {
  const all = bytesOf((first + count) * CHUNK + CHUNK);
  return Array.from({ length: count }, (_, at) => {
    const bytes = all.slice((first + at) * CHUNK, (first + at) * CHUNK + (at % 5 === 0 ? 100 + at : CHUNK));
    return { hash: toHex(sha256(bytes)), bytes };
  });
}

async function fill(store: BlockStore, what: ReturnType<typeof blocks>): Promise<void> {
  for (const { hash, bytes } of what) {
    store.keep(hash, bytes);
    await store.room();
  }
}

/** Which of the blocks are there, as they were. */
async function held(store: BlockStore, what: ReturnType<typeof blocks>): Promise<number[]> {
  const found: number[] = [];
  for (const [at, { hash, bytes }] of what.entries()) {
    const block = await new Promise<Uint8Array | undefined>((resolve) => {
      const atHand = store.read(hash, resolve);
      if (atHand !== undefined) resolve(atHand);
    });
    if (block !== undefined && Buffer.compare(block, bytes) === 0) found.push(at);
  }
  return found;
}

describe('a data folder', () => {
  it('gives a later store every block of those before it, whatever was under way when they were closed', async () => {
    const [one, two] = [blocks(200), blocks(70, 200)];
    for (const part of [one, two]) {
      const store = await open();
      await fill(store, part);
      await store.close();
    }
    const store = await open();
    expect((await held(store, [...one, ...two])).length).toBe(270);
    await store.close();
    expect(readdirSync(folder).sort()).toEqual(['chunks', 'chunks.index']);
  });

  it('keeps what came a moment before its node was killed', async () => {
    const what = blocks(10);
    const store = await open();
    await fill(store, what);
    await expect.poll(() => statSync(join(folder, 'chunks.index')).size).toBe(10 * 38);
    await expect.poll(() => statSync(join(folder, 'chunks')).size).toBeGreaterThanOrEqual(9 * CHUNK + 1);
    writeFileSync(join(folder, 'lock'), '999999999\n'); // as a process leaves it that is gone
    const next = await open();
    expect(await held(next, what)).toHaveLength(10);
    await next.close();
    await store.close();
  });

  it('leaves out what is not what was noted of it: changed, cut off, or noted and never written', async () => {
    const what = blocks(100);
    const store = await open();
    await fill(store, what);
    await store.close();
    const chunks = readFileSync(join(folder, 'chunks'));
    chunks[3 * CHUNK + 7] = (chunks[3 * CHUNK + 7] as number) ^ 1;
    writeFileSync(join(folder, 'chunks'), chunks);
    truncateSync(join(folder, 'chunks'), 90 * CHUNK + 5);
    appendFileSync(join(folder, 'chunks.index'), Buffer.alloc(50, 9));
    const next = await open();
    expect(await held(next, what)).toEqual(what.map((_, at) => at).filter((at) => at !== 3 && at < 90));
    await fill(next, what);
    expect(await held(next, what)).toHaveLength(100);
    await next.close();
  });

  it('is of one node at a time, and says whose', async () => {
    const store = await open();
    expect(await refusal(open().then(() => undefined))).toMatchObject({
      code: 'DISK_FAILED',
      message: expect.stringContaining(`running node (process ${process.pid})`),
    });
    await store.close();
    await (await open()).close();
  });

  it('cannot be where a file is', async () => {
    writeFileSync(folder, 'a file');
    expect(await refusal(open().then(() => undefined))).toMatchObject({ code: 'DISK_FAILED' });
  });
});
