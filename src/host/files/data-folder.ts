import { constants, fstatSync, ftruncateSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { CHUNK_BYTES } from '../../core/files/blocks.js';
import { PeersterError } from '../../core/errors.js';
import { toHex } from '../../core/hash.js';
import { PIECE_BYTES, PIECE_SLOTS, readWhole } from './block-file.js';
import { BlockIndex } from './block-index.js';
import type { Home } from './home.js';
import { Journal, type Noted } from './journal.js';
import { lock } from './lock.js';
import { OpenFile } from './open-file.js';
import { sha256 } from './sha256.js';

/**
 * The blocks in a folder that outlives its node: `chunks`, a file of slots, and `chunks.index`, which tells what is in them. After a crash
 * the two need not fit: each block is hashed again, and what is not what it should be is not there. Throws DISK_FAILED.
 */
export async function openDataFolder(folder: string): Promise<Home> {
  try {
    mkdirSync(folder, { recursive: true });
    const leave = lock(join(folder, 'lock'), folder);
    try {
      return await open(folder, leave);
    } catch (error) {
      leave();
      throw error;
    }
  } catch (error) {
    if (error instanceof PeersterError) throw error;
    throw new PeersterError('DISK_FAILED', `${folder} cannot be a data folder: ${(error as Error).message}`);
  }
}

async function open(folder: string, leave: () => void): Promise<Home> {
  const fd = openSync(join(folder, 'chunks'), constants.O_RDWR | constants.O_CREAT, 0o600);
  const path = join(folder, 'chunks.index');
  const journal = new Journal(path);
  const { size } = fstatSync(fd);
  const pieces = Math.ceil(size / PIECE_BYTES);
  ftruncateSync(fd, pieces * PIECE_BYTES); // whole pieces, as they are read
  const index = await verified(fd, [...Journal.read(path)], size);
  index.skipTo(pieces * PIECE_SLOTS); // this run begins with a piece of its own
  return { fd, index, journal, leave };
}

/** The blocks that are what was noted of them. */
async function verified(fd: number, noted: readonly Noted[], size: number): Promise<BlockIndex> {
  const index = new BlockIndex();
  const file = new OpenFile(fd);
  const piece = Buffer.alloc(PIECE_BYTES);
  let number = -1;
  for (const { slot, length, hash } of [...noted].sort((a, b) => a.slot - b.slot)) {
    const at = slot * CHUNK_BYTES;
    if (length > CHUNK_BYTES || at + length > size || slot < index.slots) continue;
    if (number !== Math.floor(at / PIECE_BYTES)) await readWhole(file, piece, (number = Math.floor(at / PIECE_BYTES)) * PIECE_BYTES);
    const block = piece.subarray(at % PIECE_BYTES, (at % PIECE_BYTES) + length);
    if (toHex(sha256(block)) !== hash || index.find(hash) >= 0) continue;
    index.skipTo(slot);
    index.add(hash, length);
  }
  return index;
}
