import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toHex } from '../../../src/core/hash.js';
import { Random } from '../../../src/core/random.js';
import { BlockStore } from '../../../src/host/files/block-store.js';
import { openUnnamed } from '../../../src/host/files/home.js';
import { saveFile } from '../../../src/host/files/save.js';
import { indexFile } from '../../../src/host/files/share.js';
import { sha256 } from '../../../src/host/files/sha256.js';
import { bytesOf } from '../../support/bytes.js';
import { refusal } from '../../support/refusal.js';

const CHUNK = 8_192;
const MiB = 1_048_576;

const OWNER = {
  onRoom: () => {},
  onFailure: (error: Error) => {
    throw error;
  },
};

let folder: string;
let store: BlockStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'peerster-store-'));
  store = new BlockStore(OWNER, openUnnamed());
});
afterEach(() => {
  void store.close();
  rmSync(folder, { recursive: true });
});

const read = (hash: string): Promise<Uint8Array | undefined> =>
  new Promise((resolve) => {
    const atHand = store.read(hash, (late) => resolve(late === undefined ? undefined : new Uint8Array(late)));
    if (atHand !== undefined) resolve(new Uint8Array(atHand));
  });

describe('the store of blocks', () => {
  it('gives back every block, in any order, whether it is still in memory or not', async () => {
    const bytes = bytesOf(20 * MiB);
    const hashes: string[] = [];
    for (let at = 0; at < bytes.length; at += CHUNK) {
      const chunk = bytes.subarray(at, at + CHUNK - (at % 5));
      hashes.push(toHex(sha256(chunk)));
      store.keep(hashes.at(-1) as string, chunk);
      await store.room();
    }
    const random = new Random(1);
    for (let tries = 0; tries < 500; tries++) {
      const at = random.below(hashes.length);
      const block = await read(hashes[at] as string);
      expect(Buffer.compare(block as Uint8Array, bytes.subarray(at * CHUNK, (at + 1) * CHUNK - ((at * CHUNK) % 5)))).toBe(0);
    }
    expect(await read('ab'.repeat(32))).toBeUndefined();
    expect(store.lengthOf('ab'.repeat(32))).toBe(-1);
  });

  it('holds a few pieces of 512 KiB in memory, wherever in a large file is read', async () => {
    const alloc = vi.spyOn(Buffer, 'alloc');
    const hashes: string[] = [];
    for (let block = 0; block < (12 * MiB) / CHUNK; block++) {
      hashes.push(block.toString(16).padStart(64, '0'));
      store.keep(hashes.at(-1) as string, Buffer.of(block));
      await store.room();
    }
    for (let block = 0; block < hashes.length; block += 150) expect((await read(hashes[block] as string))?.[0]).toBe(block & 255);
    const pieces = alloc.mock.calls.filter(([bytes]) => bytes === MiB / 2).length;
    alloc.mockRestore();
    expect(pieces).toBeLessThanOrEqual(12);
  });

  it('has no name that others could see', async () => {
    const before = readdirSync(tmpdir());
    const another = new BlockStore(OWNER, openUnnamed());
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('peerster-') && !before.includes(name) && isStore(name))).toEqual([]);
    await another.close();
  });
});

/** Tests of other files make folders there too. */
/** Root may read everything, so it becomes nobody for a moment. */
async function asNobody<T>(act: () => Promise<T>): Promise<T> {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.('nobody');
  try {
    return await act();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

function isStore(name: string): boolean {
  try {
    return readdirSync(join(tmpdir(), name)).includes('blocks');
  } catch {
    return false;
  }
}

describe('a file that is shared', () => {
  const put = (bytes: Uint8Array): string => {
    const file = join(folder, 'film');
    writeFileSync(file, bytes);
    return file;
  };

  it('is saved again as it was, though it is gone by then', async () => {
    const bytes = bytesOf(3 * MiB + 5);
    const { metahash, size, chunkCount } = await indexFile(store, put(bytes), 'film');
    rmSync(join(folder, 'film'));
    expect([size, chunkCount]).toEqual([bytes.length, 385]);
    expect(await saveFile(store, metahash, 'copy', join(folder, 'got'))).toBe(bytes.length);
    expect(Buffer.compare(readFileSync(join(folder, 'got', 'copy')), bytes)).toBe(0);
    expect(readdirSync(folder)).toEqual(['got']);
  });

  it('is saved as it was where its chunks are strewn in the store, or are the same', async () => {
    const bytes = bytesOf(5 * MiB + 5);
    bytes.fill(7, MiB, 2 * MiB);
    const chunks: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += CHUNK) chunks.push(bytes.subarray(at, at + CHUNK));
    const random = new Random(1);
    for (const chunk of chunks
      .map((each) => ({ each, order: random.below(1_000) }))
      .sort((a, b) => a.order - b.order)
      .slice(200))
      store.keep(toHex(sha256(chunk.each)), chunk.each);
    await store.room();
    const { metahash } = await indexFile(store, put(bytes), 'film');
    await saveFile(store, metahash, 'copy', join(folder, 'got'));
    expect(Buffer.compare(readFileSync(join(folder, 'got', 'copy')), bytes)).toBe(0);
  });

  it('replaces a result of the same name at once', async () => {
    const { metahash } = await indexFile(store, put(bytesOf(5)), 'film');
    await saveFile(store, metahash, 'copy', join(folder, 'got'));
    const first = statSync(join(folder, 'got', 'copy')).ino;
    await saveFile(store, metahash, 'copy', join(folder, 'got'));
    expect(statSync(join(folder, 'got', 'copy')).ino).not.toBe(first);
  });

  it('is refused where it changes while it is read', async () => {
    const file = put(bytesOf(3 * MiB));
    const room = store.room.bind(store);
    store.room = () => {
      utimesSync(file, 1, 1);
      return room();
    };
    expect(await refusal(indexFile(store, file, 'film'))).toMatchObject({
      code: 'FILE_CHANGED',
      message: expect.stringContaining('share it again'),
    });
  });

  it('is refused where it cannot be read, with what to do or why', async () => {
    expect(await refusal(indexFile(store, put(new Uint8Array(0)), 'film'))).toMatchObject({
      code: 'INVALID_FILE',
      message: 'film is empty: there is nothing to share',
    });
    expect(await refusal(indexFile(store, folder, 'folder'))).toMatchObject({ code: 'INVALID_FILE', message: 'folder is not a file' });
    expect(await refusal(indexFile(store, join(folder, 'nothing'), 'nothing'))).toMatchObject({ code: 'UNKNOWN_FILE' });
    const long = 'x'.repeat(300);
    expect(await refusal(indexFile(store, join(folder, long), long))).toMatchObject({ code: 'UNREADABLE_FILE' });
  });

  it('is refused where the system does not allow to read it', async () => {
    const file = put(bytesOf(5));
    chmodSync(file, 0);
    const asked = asNobody(() => refusal(indexFile(store, file, 'film')));
    expect(await asked).toMatchObject({
      code: 'UNREADABLE_FILE',
      message: 'film cannot be read: the system does not allow it',
    });
  });

  it('is not saved where the folder cannot be, and leaves nothing behind', async () => {
    const { metahash } = await indexFile(store, put(bytesOf(5)), 'film');
    writeFileSync(join(folder, 'got'), 'a file');
    expect(await refusal(saveFile(store, metahash, 'copy', join(folder, 'got')).then(() => undefined))).toMatchObject({
      code: 'DISK_FAILED',
    });
    expect(readdirSync(folder).sort()).toEqual(['film', 'got']);
  });
});
