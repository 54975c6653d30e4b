import { CHUNK_BYTES } from '../../core/files/blocks.js';
import { PeersterError } from '../../core/errors.js';
import { BlockFile } from './block-file.js';
import type { BlockIndex } from './block-index.js';
import type { Home } from './home.js';
import { type Run, runsOf } from './runs.js';

/** Ms that a block of a data folder may be in memory only. */
const SAVE_AFTER = 250;

/** What a store tells its node. */
export interface StoreOwner {
  onRoom(): void;
  onFailure(error: Error): void;
}

/** The blocks of one node: chunks, metafiles, tree blocks, by their hashes. Nobody else sees them. */
export class BlockStore {
  private readonly index: BlockIndex;
  private readonly file: BlockFile;
  private roomSeekers: (() => void)[] = [];
  private saving: NodeJS.Timeout | undefined;

  constructor(
    private readonly owner: StoreOwner,
    private readonly home: Home,
  ) {
    this.index = home.index;
    this.file = new BlockFile(
      home.fd,
      home.index.slots,
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
    if (!this.index.add(hash, bytes.length)) return;
    this.file.append(bytes);
    if (this.home.journal === undefined) return;
    this.home.journal.note(this.index.slots - 1, bytes.length, hash);
    this.saving ??= setTimeout(() => this.save(), SAVE_AFTER).unref();
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

  /** Copies what stands from byte `from` of a slot on into `target`: the block, and those in the slots after it. Throws DISK_FAILED. */
  async copy(slot: number, from: number, target: Buffer): Promise<void> {
    await this.file.copy(slot * CHUNK_BYTES + from, target).catch((error: Error) => {
      throw new PeersterError('DISK_FAILED', `the store of chunks cannot be read: ${error.message}`);
    });
  }

  /** What must outlive the node is written at once. Resolves when nothing is under way any more. */
  close(): Promise<void> {
    clearTimeout(this.saving);
    try {
      if (this.home.journal !== undefined) this.file.saveAll();
      this.home.journal?.save();
    } catch {
      // Nobody can be told any more: what is missing is asked for again.
    }
    this.home.journal?.close();
    const closed = this.file.close();
    this.home.leave();
    return closed;
  }

  private save(): void {
    this.saving = undefined;
    this.file.save();
    try {
      this.home.journal?.save();
    } catch (error) {
      this.owner.onFailure(error as Error);
    }
  }
}
