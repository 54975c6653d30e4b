import { type Block, CHUNK_BYTES, covers, type Expected, expectedOf, readBlock } from './blocks.js';
import { toHex } from '../hash.js';

const MISSING = 0;
const ASKED = 1;
const HAD = 2;

/** The chunks that one metafile names. */
export class Part {
  private readonly states: Uint8Array;
  private left: number;
  /** No chunk before it is missing. */
  private cursor = 0;
  private hex: readonly string[] | undefined;

  constructor(
    private readonly block: Block,
    /** Number of its first chunk within the file, from 0. */
    readonly first: number,
  ) {
    this.states = new Uint8Array(block.count);
    this.left = block.count;
  }

  get count(): number {
    return this.block.count;
  }

  get isComplete(): boolean {
    return this.left === 0;
  }

  /** Whether every chunk is had or asked for. */
  get isTaken(): boolean {
    while (this.cursor < this.count && this.states[this.cursor] !== MISSING) this.cursor++;
    return this.cursor === this.count;
  }

  /** Bytes that a chunk must have; undefined where anything up to a whole one will do. */
  lengthOf(at: number): number | undefined {
    const { size } = this.block;
    return size === undefined ? undefined : Math.min(CHUNK_BYTES, size - at * CHUNK_BYTES);
  }

  hash(at: number): Uint8Array {
    return this.block.hash(at);
  }

  /** The chunks' hashes in hex: made once, and looked up several times. */
  get keys(): readonly string[] {
    this.hex ??= Array.from({ length: this.count }, (_, at) => toHex(this.hash(at)));
    return this.hex;
  }

  /** The first missing chunk (from 0, within the part) that `suits`, given its number within the file; -1 if there is none. */
  nextMissing(suits: (chunk: number) => boolean): number {
    if (this.isTaken) return -1;
    for (let at = this.cursor; at < this.count; at++) if (this.states[at] === MISSING && suits(this.first + at)) return at;
    return -1;
  }

  ask(at: number): void {
    this.states[at] = ASKED;
  }

  /** It was asked for in vain. */
  miss(at: number): void {
    if (this.states[at] !== ASKED) return;
    this.states[at] = MISSING;
    this.cursor = Math.min(this.cursor, at);
  }

  /** Returns whether it was not had before. */
  gain(at: number): boolean {
    if (this.states[at] === HAD) return false;
    this.states[at] = HAD;
    this.left--;
    return true;
  }
}

/** A block that the outline needs next. */
export interface Wanted {
  readonly hash: Uint8Array;
  readonly key: string;
  readonly expected: Expected | undefined;
  /** Number of the first chunk below it, from 0. */
  readonly first: number;
}

/** A tree block on the way from the root to what is read next. */
interface Branch {
  readonly block: Block;
  readonly first: number;
  next: number;
}

/**
 * What a file consists of, read from its metafile or its tree of metafiles as far as it is needed: the way from the root and a few parts
 * are held, whatever the size of the file.
 */
export class Outline {
  /** Metafiles of which chunks are missing. */
  readonly parts: Part[] = [];
  private readonly path: Branch[] = [];
  private root: Block | undefined;
  private current: Wanted | undefined;

  constructor(metahash: Uint8Array) {
    this.current = wanted(metahash, undefined, 0);
  }

  /** Undefined until the block is there that the metahash names. */
  get chunkCount(): number | undefined {
    if (this.root === undefined) return undefined;
    return this.root.size === undefined ? this.root.count : Math.ceil(this.root.size / CHUNK_BYTES);
  }

  get size(): number | undefined {
    return this.root?.size;
  }

  get isComplete(): boolean {
    return this.root !== undefined && this.parts.length === 0 && this.nextBlock() === undefined;
  }

  /** The block to `enter` next; undefined once every one is entered. */
  nextBlock(): Wanted | undefined {
    this.current ??= this.advance();
    return this.current;
  }

  /** Takes in the block that `nextBlock` names. Returns what is wrong with it, if anything. */
  enter(bytes: Uint8Array): string | undefined {
    const { expected, first } = this.current as Wanted;
    const block = readBlock(bytes, expected);
    if (typeof block === 'string') return block;
    this.current = undefined;
    this.root ??= block;
    if (block.level === 0) this.parts.push(new Part(block, first));
    else this.path.push({ block, first, next: 0 });
    return undefined;
  }

  /** Lets go of a part that is complete. */
  leave(part: Part): void {
    this.parts.splice(this.parts.indexOf(part), 1);
  }

  private advance(): Wanted | undefined {
    for (let branch = this.path.at(-1); branch !== undefined; branch = this.path.at(-1)) {
      const { block, first, next } = branch;
      if (next < block.count) {
        branch.next++;
        const before = (next * covers(block.level - 1)) / CHUNK_BYTES;
        return wanted(block.hash(next), expectedOf(block, next), first + before);
      }
      this.path.pop();
    }
    return undefined;
  }
}

function wanted(hash: Uint8Array, expected: Expected | undefined, first: number): Wanted {
  return { hash, key: toHex(hash), expected, first };
}
