import { PeersterError } from '../../core/errors.js';
import { fromHex, toHex } from '../../core/hash.js';
import { Outline } from '../../core/files/outline.js';
import type { BlockStore } from './block-store.js';

/**
 * A file whose blocks are in the store, in pieces of up to `pieceBytes`. Each piece is the reader's, unless `memory` (of that length) is
 * given: then it is the same for all of them. Throws DISK_FAILED, CORRUPT_FILE.
 */
export async function* piecesOf(store: BlockStore, metahash: string, pieceBytes: number, memory?: Buffer): AsyncGenerator<Buffer> {
  const outline = new Outline(fromHex(metahash) as Uint8Array);
  const filler = new PieceFiller(pieceBytes, memory);
  for (let wanted = outline.nextBlock(); wanted !== undefined; wanted = outline.nextBlock()) {
    const fault = outline.enter(new Uint8Array(store.peek(wanted.key) ?? (await blockOf(store, wanted.key))));
    if (fault !== undefined) throw new PeersterError('CORRUPT_FILE', fault);
    for (const part of outline.parts.splice(0))
      for (let at = 0; at < part.count; at++) {
        const hash = toHex(part.hash(at));
        yield* filler.add(store.peek(hash) ?? (await blockOf(store, hash)));
      }
  }
  yield* filler.rest();
}

/** The same bytes in pieces of `pieceBytes`, but for the last one. */
export async function* inPieces(chunks: AsyncIterable<Uint8Array>, pieceBytes: number): AsyncGenerator<Buffer> {
  const filler = new PieceFiller(pieceBytes);
  for await (const chunk of chunks) yield* filler.add(chunk);
  yield* filler.rest();
}

const NONE: readonly Buffer[] = [];

/** Joins and cuts bytes so that pieces of one length come out. */
class PieceFiller {
  private piece: Buffer;
  private used = 0;

  constructor(
    private readonly pieceBytes: number,
    private readonly memory?: Buffer,
  ) {
    this.piece = memory ?? Buffer.allocUnsafe(pieceBytes);
  }

  /** The pieces that are full now; each must be done with before the next one where all share their memory. */
  add(bytes: Uint8Array): Iterable<Buffer> {
    if (bytes.length >= this.pieceBytes - this.used) return this.fill(bytes);
    this.piece.set(bytes, this.used);
    this.used += bytes.length;
    return NONE;
  }

  rest(): readonly Buffer[] {
    return this.used === 0 ? NONE : [this.piece.subarray(0, this.used)];
  }

  private *fill(bytes: Uint8Array): Generator<Buffer> {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + this.pieceBytes - this.used);
      this.piece.set(part, this.used);
      at += part.length;
      this.used += part.length;
      if (this.used < this.pieceBytes) return;
      yield this.piece;
      this.piece = this.memory ?? Buffer.allocUnsafe(this.pieceBytes);
      this.used = 0;
    }
  }
}

async function blockOf(store: BlockStore, hash: string): Promise<Uint8Array> {
  const bytes = await new Promise<Uint8Array | undefined>((resolve) => {
    const atHand = store.read(hash, resolve);
    if (atHand !== undefined) resolve(atHand);
  });
  if (bytes === undefined) throw new PeersterError('DISK_FAILED', 'a chunk cannot be read from the store');
  return bytes;
}
