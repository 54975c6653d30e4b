import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PeersterError } from '../../core/errors.js';
import { CHUNK_BYTES } from '../../core/files/blocks.js';
import { BlockFile } from './block-file.js';
import { BlockIndex } from './block-index.js';
import { type Run, runsOf } from './runs.js';

/** What a store tells its node. */
export interface StoreOwner {
  onRoom(): void;
  onFailure(error: Error): void;
}

/** The blocks of one node: chunks, metafiles, tree blocks, by their hashes. Nobody else sees them, and they are gone with the node. */
export class BlockStore {
  private readonly index = new BlockIndex();
  private readonly file: BlockFile;
  private roomSeekers: (() => void)[] = [];

  /** Throws DISK_FAILED. */
  constructor(owner: StoreOwner) {
    this.file = new BlockFile(
      openUnnamed(),
      () => {
        for (const seeker of this.roomSeekers.splice(0)) seeker();
        owner.onRoom();
      },
      (error) => owner.onFailure(error),
    );
  }

  get hasRoom(): boolean {
    return this.file.hasRoom;
  }

  /** Resolves once there is room. */
  async room(): Promise<void> {
    while (!this.hasRoom) await new Promise<void>((resolve) => this.roomSeekers.push(resolve));
  }

  /** In which slots of the store these blocks are; undefined where one is not there. */
  runsOf(hashes: Iterable<string>): readonly Run[] | undefined {
    return runsOf(hashes, this.index);
  }

  /** -1 where the block is not there. */
  lengthOf(hash: string): number {
    const slot = this.index.find(hash);
    return slot < 0 ? -1 : this.index.lengthAt(slot);
  }

  keep(hash: string, bytes: Uint8Array): void {
    if (this.index.add(hash, bytes.length)) this.file.append(bytes);
  }

  /** The block if it is in memory. */
  peek(hash: string): Uint8Array | undefined {
    const slot = this.index.find(hash);
    return slot < 0 ? undefined : this.file.peek(slot, this.index.lengthAt(slot));
  }

  /** The block if it is in memory; else it is given to `onRead`, undefined if it is not there or cannot be read. */
  read(hash: string, onRead: (bytes: Uint8Array | undefined) => void): Uint8Array | undefined {
    const slot = this.index.find(hash);
    if (slot < 0) {
      setImmediate(onRead, undefined);
      return undefined;
    }
    const length = this.index.lengthAt(slot);
    const bytes = this.file.peek(slot, length);
    if (bytes === undefined) this.file.load(slot, length, onRead);
    return bytes;
  }

  /**
   * Copies what stands from byte `from` of a slot on into `target`: the block, and those in the slots after it. Throws DISK_FAILED.
   */
  async copy(slot: number, from: number, target: Buffer): Promise<void> {
    await this.file.copy(slot * CHUNK_BYTES + from, target).catch((error: Error) => {
      throw new PeersterError('DISK_FAILED', `the store of chunks cannot be read: ${error.message}`);
    });
  }

  close(): void {
    this.file.close();
  }
}

/** A file without a name where the system has such: whatever ends the node, nothing of it stays behind. */
function openUnnamed(): number {
  try {
    const folder = mkdtempSync(join(tmpdir(), 'peerster-'));
    const fd = openSync(join(folder, 'blocks'), 'wx+', 0o600);
    removeFolder(folder);
    return fd;
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
