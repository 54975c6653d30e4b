import { BOUNDS } from '../bounds.js';
import { HASH_BYTES } from '../hash.js';

/** Bytes of a chunk, but for the last one of a file; and the most that any block has. */
export const CHUNK_BYTES = 8_192;
/** Chunks that one metafile names. */
export const METAFILE_CHUNKS = CHUNK_BYTES / HASH_BYTES;
/** Bytes of the largest file that one metafile covers. */
export const METAFILE_COVERS = METAFILE_CHUNKS * CHUNK_BYTES;

/**
 * A tree block names metafiles, or tree blocks of the level below it, where a file is too large for one metafile. It has a header, so that
 * its length is no multiple of 32: whoever takes it for a metafile finds none, and asks for hashes that nothing has (docs/protocol.md, F12).
 */
const HEADER_BYTES = 16;
/** "Peer", and the version of this form. */
const MAGIC = [0x50, 0x65, 0x65, 0x72, 1] as const;
/** Hashes that one tree block names. */
const TREE_CHILDREN = Math.floor((CHUNK_BYTES - HEADER_BYTES) / HASH_BYTES);

/** A metafile (level 0: its hashes are of chunks) or a tree block (above: of blocks one level below). */
export interface Block {
  readonly level: number;
  /** Of the part of the file that is below it, in bytes; undefined where only a metafile tells of the file. */
  readonly size: number | undefined;
  readonly count: number;
  hash(at: number): Uint8Array;
}

/** What a block must be, told by the one above it. */
export interface Expected {
  readonly level: number;
  readonly size: number;
}

/** Bytes of the file that a full block of a level covers. */
export function covers(level: number): number {
  return METAFILE_COVERS * TREE_CHILDREN ** level;
}

/** How many blocks of a level a file of this size has. */
export function childrenOf(level: number): number {
  return level === 0 ? METAFILE_CHUNKS : TREE_CHILDREN;
}

/** What the child `at` of a tree block must be. */
export function expectedOf(block: Block, at: number): Expected {
  const level = block.level - 1;
  const size = Math.min(covers(level), (block.size as number) - at * covers(level));
  return { level, size };
}

/** The block in these bytes, or why it is none. `expected`: undefined for the one that the metahash names. */
export function readBlock(bytes: Uint8Array, expected: Expected | undefined): Block | string {
  const block = isTree(bytes) ? readTree(bytes) : readMetafile(bytes, expected?.size);
  if (typeof block === 'string' || expected === undefined) return block;
  return block.level === expected.level && block.size === expected.size ? block : 'a block of its tree is not what the one above it tells';
}

/** A tree block's bytes. */
export function writeTree(level: number, size: number, hashes: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + hashes.length);
  bytes.set(MAGIC);
  bytes[MAGIC.length] = level;
  const view = new DataView(bytes.buffer);
  view.setUint32(8, Math.floor(size / 4_294_967_296));
  view.setUint32(12, size >>> 0);
  bytes.set(hashes, HEADER_BYTES);
  return bytes;
}

function isTree(bytes: Uint8Array): boolean {
  return bytes.length % HASH_BYTES === HEADER_BYTES && MAGIC.every((byte, at) => bytes[at] === byte);
}

function readMetafile(bytes: Uint8Array, size: number | undefined): Block | string {
  const count = bytes.length / HASH_BYTES;
  if (count === 0) return 'its metafile is empty';
  if (!Number.isInteger(count) || bytes.length > CHUNK_BYTES)
    return `its metafile has ${bytes.length} bytes, which are not 1 to 256 hashes`;
  if (size !== undefined && Math.ceil(size / CHUNK_BYTES) !== count) return 'a metafile of its tree names another number of chunks';
  return block(0, size, bytes, 0);
}

function readTree(bytes: Uint8Array): Block | string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const level = bytes[MAGIC.length] as number;
  const size = view.getUint32(8) * 4_294_967_296 + view.getUint32(12);
  if (level < 1 || size > BOUNDS.fileBytes) return `it claims ${size} bytes; a file has at most ${BOUNDS.fileBytes}`;
  const count = (bytes.length - HEADER_BYTES) / HASH_BYTES;
  if (size <= covers(level - 1) || Math.ceil(size / covers(level - 1)) !== count || count > TREE_CHILDREN)
    return 'a block of its tree does not fit its size';
  return block(level, size, bytes, HEADER_BYTES);
}

function block(level: number, size: number | undefined, bytes: Uint8Array, header: number): Block {
  return {
    level,
    size,
    count: (bytes.length - header) / HASH_BYTES,
    hash: (at) => bytes.subarray(header + at * HASH_BYTES, header + (at + 1) * HASH_BYTES),
  };
}
