import { type FileHandle, open } from 'node:fs/promises';
import { BOUNDS } from '../../core/bounds.js';
import { PeersterError } from '../../core/errors.js';
import { CHUNK_BYTES } from '../../core/files/blocks.js';
import type { SharedFile } from '../../core/files/files.js';
import { toHex } from '../../core/hash.js';
import { Indexer } from '../../core/files/indexer.js';
import { baseName } from '../../core/files/names.js';
import type { BlockStore } from './block-store.js';
import { inPieces } from './chunks.js';
import { sha256 } from './sha256.js';

/** Bytes read at a time. */
const PIECE_BYTES = 128 * CHUNK_BYTES;

/**
 * Copies a file into the store, with its metafile. `file`: its full path. Throws UNKNOWN_FILE, INVALID_FILE (empty, too large, no file),
 * UNREADABLE_FILE, FILE_CHANGED, DISK_FAILED.
 */
export async function indexFile(store: BlockStore, file: string, path: string): Promise<SharedFile> {
  const handle = await openFile(file, path);
  try {
    const before = await handle.stat();
    if (!before.isFile()) throw new PeersterError('INVALID_FILE', `${path} is not a file`);
    checkSize(path, before.size);
    const shared = await indexBytes(store, path, contentOf(handle, path));
    const after = await handle.stat();
    if (after.size !== shared.size || after.mtimeMs !== before.mtimeMs)
      throw new PeersterError('FILE_CHANGED', `${path} changed while it was read: share it again once it is complete`);
    return shared;
  } finally {
    await handle.close();
  }
}

/** Copies bytes into the store, with their metafile. Throws INVALID_FILE, DISK_FAILED. */
export async function indexBytes(store: BlockStore, name: string, pieces: AsyncIterable<Uint8Array>): Promise<SharedFile> {
  const base = baseName(name);
  const indexer = new Indexer(sha256, (hash, block) => store.keep(toHex(hash), block));
  let size = 0;
  for await (const piece of inPieces(pieces, PIECE_BYTES)) {
    checkSize(name, (size += piece.length));
    for (let at = 0; at < piece.length; at += CHUNK_BYTES) {
      const chunk = piece.subarray(at, at + CHUNK_BYTES);
      store.keep(toHex(indexer.add(chunk)), chunk);
    }
    await store.room();
  }
  checkSize(name, size);
  const { metahash, chunkCount } = indexer.finish();
  return { name: base, metahash: toHex(metahash), size, chunkCount };
}

function checkSize(name: string, size: number): void {
  if (size === 0) throw new PeersterError('INVALID_FILE', `${name} is empty: there is nothing to share`);
  if (size > BOUNDS.fileBytes)
    throw new PeersterError('INVALID_FILE', `${name} has more than ${BOUNDS.fileBytes} bytes, the most that a shared file may have`);
}

async function openFile(file: string, path: string): Promise<FileHandle> {
  try {
    return await open(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new PeersterError('UNKNOWN_FILE', `there is no file ${file}`);
    throw unreadable(path, code === 'EACCES' ? 'the system does not allow it' : message);
  }
}

async function* contentOf(handle: FileHandle, path: string): AsyncGenerator<Uint8Array> {
  for (;;) {
    const { bytesRead, buffer } = await handle
      .read(Buffer.allocUnsafe(PIECE_BYTES), 0, PIECE_BYTES)
      .catch((error: Error) => Promise.reject(unreadable(path, error.message)));
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

function unreadable(path: string, why: string): PeersterError {
  return new PeersterError('UNREADABLE_FILE', `${path} cannot be read: ${why}`);
}
