import { PeersterError } from '../../core/errors.js';
import { fromHex } from '../../core/hash.js';
import { Outline } from '../../core/files/outline.js';
import type { BlockStore } from './block-store.js';

/**
 * A file whose blocks are in the store, in pieces as large as the memory that `memory` gives for each, but for the last one. Throws
 * DISK_FAILED, CORRUPT_FILE.
 */
export async function* piecesOf(store: BlockStore, metahash: string, memory: () => Buffer): AsyncGenerator<Buffer> {
  const outline = new Outline(fromHex(metahash) as Uint8Array);
  let piece = memory();
  let used = 0;
  for (let wanted = outline.nextBlock(); wanted !== undefined; wanted = outline.nextBlock()) {
    const fault = outline.enter(new Uint8Array(store.peek(wanted.key) ?? (await blockOf(store, wanted.key))));
    if (fault !== undefined) throw new PeersterError('CORRUPT_FILE', fault);
    for (const part of outline.parts.splice(0))
      for (const { slot, bytes } of store.runsOf(part.keys) ?? missing())
        for (let done = 0; done < bytes; ) {
          const next = piece.subarray(used, used + bytes - done);
          await store.copy(slot, done, next);
          done += next.length;
          used += next.length;
          if (used < piece.length) continue;
          yield piece;
          piece = memory();
          used = 0;
        }
  }
  if (used > 0) yield piece.subarray(0, used);
}

/** The same bytes in pieces of `pieceBytes`, but for the last one. */
export async function* inPieces(chunks: AsyncIterable<Uint8Array>, pieceBytes: number): AsyncGenerator<Buffer> {
  let piece = Buffer.allocUnsafe(pieceBytes);
  let used = 0;
  for await (const chunk of chunks)
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + pieceBytes - used);
      piece.set(part, used);
      at += part.length;
      used += part.length;
      if (used < pieceBytes) continue;
      yield piece;
      piece = Buffer.allocUnsafe(pieceBytes);
      used = 0;
    }
  if (used > 0) yield piece.subarray(0, used);
}

async function blockOf(store: BlockStore, hash: string): Promise<Uint8Array> {
  const bytes = await new Promise<Uint8Array | undefined>((resolve) => {
    const atHand = store.read(hash, resolve);
    if (atHand !== undefined) resolve(atHand);
  });
  return bytes ?? missing();
}

function missing(): never {
  throw new PeersterError('DISK_FAILED', 'a chunk cannot be read from the store');
}
