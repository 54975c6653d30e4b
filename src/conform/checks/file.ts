import { createHash } from 'node:crypto';
import { Random } from '../../core/random.js';

const CHUNK = 8_192;

/** A file as the protocol cuts it (F1, F2), without anything of the core, so that each checks the other. */
export class CutFile {
  readonly chunks: readonly Uint8Array[];
  readonly hashes: readonly Uint8Array[];
  readonly metafile: Uint8Array;
  readonly metahash: Uint8Array;

  constructor(readonly bytes: Uint8Array) {
    this.chunks = Array.from({ length: Math.ceil(bytes.length / CHUNK) }, (_, i) => bytes.subarray(i * CHUNK, (i + 1) * CHUNK));
    this.hashes = this.chunks.map(sha256);
    this.metafile = new Uint8Array(Buffer.concat(this.hashes));
    this.metahash = sha256(this.metafile);
  }

  /** Of so many bytes without a pattern, the same for the same length. */
  static of(length: number): CutFile {
    const random = new Random(length);
    return new CutFile(Uint8Array.from({ length }, () => random.below(256)));
  }

  get name(): string {
    return hexOf(this.metahash);
  }

  /** The metafile or the chunk of that hash. */
  block(hash: Uint8Array): Uint8Array | undefined {
    const at = this.hashes.findIndex((each) => isSame(each, hash));
    return isSame(this.metahash, hash) ? this.metafile : this.chunks[at];
  }
}

export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}
