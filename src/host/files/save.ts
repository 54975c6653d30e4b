import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PeersterError } from '../../core/errors.js';
import type { BlockStore } from './block-store.js';
import { piecesOf } from './chunks.js';

/** Bytes written at a time. */
const PIECE_BYTES = 524_288;

/**
 * Writes a file, of which every block is in the store, into the folder. It appears there at once and whole, in the place of one of the same
 * name: until then it is beside the folder, under a name of its own. Returns its bytes. Throws DISK_FAILED.
 */
export async function saveFile(store: BlockStore, metahash: string, name: string, folder: string): Promise<number> {
  const unfinished = join(dirname(folder), `.peerster-${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true });
    const size = await writeChunks(store, metahash, unfinished);
    await renameInto(unfinished, folder, name);
    return size;
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
    throw new PeersterError('DISK_FAILED', `${name} cannot be saved in ${folder}: ${(error as Error).message}`);
  }
}

/** The next piece is read while one is written: two take turns. */
async function writeChunks(store: BlockStore, metahash: string, path: string): Promise<number> {
  const handle = await open(path, 'wx');
  let [free, busy] = [Buffer.allocUnsafe(PIECE_BYTES), Buffer.allocUnsafe(PIECE_BYTES)];
  let size = 0;
  let written = Promise.resolve();
  try {
    for await (const piece of piecesOf(store, metahash, () => ([free, busy] = [busy, free])[1])) {
      await written;
      written = handle.writeFile(piece);
      written.catch(() => {}); // it is awaited later, and must not end the process before
      size += piece.length;
    }
    await written;
  } finally {
    await Promise.allSettled([written]);
    await handle.close();
  }
  return size;
}

/** Another program may have removed the folder meanwhile. */
async function renameInto(file: string, folder: string, name: string): Promise<void> {
  try {
    await rename(file, join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await mkdir(folder, { recursive: true });
    await rename(file, join(folder, name));
  }
}
