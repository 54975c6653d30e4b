import { CHUNK_BYTES, childrenOf, writeTree } from './blocks.js';
import { HASH_BYTES } from '../hash.js';

/** The hashes that the next block of a level will name. */
interface Level {
  readonly hashes: Uint8Array;
  count: number;
  /** Bytes of the file that they stand for. */
  size: number;
}

/** What names a file. */
export interface Indexed {
  readonly metahash: Uint8Array;
  readonly size: number;
  readonly chunkCount: number;
}

/**
 * Makes the metafile of a file from its chunks, and above 2 MiB the tree of metafiles. Holds one unfinished block of each level, whatever
 * the size of the file.
 */
export class Indexer {
  private readonly levels: Level[] = [];
  private size = 0;
  private chunkCount = 0;

  /** `keep` is given every metafile and tree block, with its hash. */
  constructor(
    private readonly sha256: (bytes: Uint8Array) => Uint8Array,
    private readonly keep: (hash: Uint8Array, block: Uint8Array) => void,
  ) {}

  /** The next chunk, in order. Returns its hash. */
  add(chunk: Uint8Array): Uint8Array {
    const hash = this.sha256(chunk);
    this.put(0, hash, chunk.length);
    this.size += chunk.length;
    this.chunkCount++;
    return hash;
  }

  /** After the last chunk; there must have been one. */
  finish(): Indexed {
    for (let level = 0; ; level++) {
      const isRoot = level === this.levels.length - 1;
      const metahash = this.close(level, isRoot);
      if (isRoot) return { metahash, size: this.size, chunkCount: this.chunkCount };
    }
  }

  private put(level: number, hash: Uint8Array, size: number): void {
    const open = (this.levels[level] ??= { hashes: new Uint8Array(CHUNK_BYTES), count: 0, size: 0 });
    if (open.count === childrenOf(level)) this.close(level, false); // only now: a full one may have been the last
    open.hashes.set(hash, open.count++ * HASH_BYTES);
    open.size += size;
  }

  /** Keeps the block, and names it one level up unless it is the one that names all. */
  private close(level: number, isRoot: boolean): Uint8Array {
    const open = this.levels[level] as Level;
    const hashes = open.hashes.slice(0, open.count * HASH_BYTES);
    const block = level === 0 ? hashes : writeTree(level, open.size, hashes);
    const hash = this.sha256(block);
    this.keep(hash, block);
    const { size } = open;
    open.count = open.size = 0;
    if (!isRoot) this.put(level + 1, hash, size);
    return hash;
  }
}
