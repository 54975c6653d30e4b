import { CHUNK_BYTES } from '../../core/files/blocks.js';
import { PeersterError } from '../../core/errors.js';
import type { Assembly, FileHost } from '../../core/files/file-host.js';
import type { Files, SharedFile } from '../../core/files/files.js';
import { fromHex, toHex } from '../../core/hash.js';
import { Indexer } from '../../core/files/indexer.js';
import { Outline } from '../../core/files/outline.js';
import { sha256 } from '../../core/sha256.js';

/** Does something to a node's files later, as one step of that node. */
export type Later = (input: (files: Files) => void) => void;

/** A disk in memory. What a real disk takes time for is answered by way of the agenda. */
export class MemoryFiles implements FileHost {
  readonly hasRoom = true;
  /** Files that downloads have put together, by name. */
  readonly results = new Map<string, Uint8Array>();
  private readonly blocks = new Map<string, Uint8Array>();

  constructor(
    private readonly later: Later,
    readonly sha256: (bytes: Uint8Array) => Uint8Array = sha256OfCore,
  ) {}

  lengthOf(hash: string): number {
    return this.blocks.get(hash)?.length ?? -1;
  }

  read(id: number, hash: string): undefined {
    this.later((files) => files.onRead(id, this.blocks.get(hash)));
  }

  keep(hash: string, bytes: Uint8Array): void {
    this.blocks.set(hash, new Uint8Array(bytes));
  }

  assemble({ id, metahash, name }: Assembly): void {
    this.later((files) => {
      const bytes = this.bytesOf(metahash);
      if (bytes !== undefined) this.results.set(name, bytes);
      files.onAssembled(id, bytes?.length ?? new PeersterError('DISK_FAILED', `${name} cannot be put together: blocks are missing`));
    });
  }

  /** Puts a file's blocks into the store, to be shared. Throws INVALID_FILE for an empty one. */
  index(name: string, bytes: Uint8Array): SharedFile {
    if (bytes.length === 0) throw new PeersterError('INVALID_FILE', `${name} is empty: there is nothing to share`);
    const indexer = new Indexer(this.sha256, (hash, block) => this.keep(toHex(hash), block));
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      const chunk = bytes.subarray(at, at + CHUNK_BYTES);
      this.keep(toHex(indexer.add(chunk)), chunk);
    }
    const { metahash, size, chunkCount } = indexer.finish();
    return { name, metahash: toHex(metahash), size, chunkCount };
  }

  /** A whole file; undefined where one of its blocks is missing. */
  bytesOf(metahash: string): Uint8Array | undefined {
    const outline = new Outline(fromHex(metahash) as Uint8Array);
    const chunks: Uint8Array[] = [];
    for (let wanted = outline.nextBlock(); wanted !== undefined; wanted = outline.nextBlock()) {
      const block = this.blocks.get(wanted.key);
      if (block === undefined || outline.enter(block) !== undefined) return undefined;
      for (const part of outline.parts.splice(0))
        for (let at = 0; at < part.count; at++) chunks.push(this.blocks.get(toHex(part.hash(at))) ?? NOTHING);
    }
    return joined(chunks);
  }
}

const sha256OfCore = sha256;
const NOTHING = new Uint8Array(0);

export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
