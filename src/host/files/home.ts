import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PeersterError } from '../../core/errors.js';
import { BlockIndex } from './block-index.js';
import type { Journal } from './journal.js';

/** Where a store keeps its blocks. */
export interface Home {
  /** Of the file of slots. */
  readonly fd: number;
  /** The blocks that are there already. */
  readonly index: BlockIndex;
  /** Where the slots of this run are noted; undefined where nothing outlives the node. */
  readonly journal: Journal | undefined;
  /** After the last block is written: lets others use the folder. */
  leave(): void;
}

/** A file without a name where the system has such: whatever ends the node, nothing of it stays behind. Throws DISK_FAILED. */
export function openUnnamed(): Home {
  try {
    const folder = mkdtempSync(join(tmpdir(), 'peerster-'));
    const fd = openSync(join(folder, 'blocks'), 'wx+', 0o600);
    removeFolder(folder);
    return { fd, index: new BlockIndex(), journal: undefined, leave: () => {} };
  } catch (error) {
    throw new PeersterError('DISK_FAILED', `there is no place for the chunks of files: ${(error as Error).message}`);
  }
}

/** Where an open file cannot be removed, it goes when the process ends. */
function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true });
  } catch {
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  }
}
