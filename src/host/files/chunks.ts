import { PeersterError } from '../../core/errors.js';
import { fromHex, toHex } from '../../core/hash.js';
import { Outline } from '../../core/files/outline.js';
import type { BlockStore } from './block-store.js';

/** The chunks of a file, in order. Throws DISK_FAILED for one that is not there. */
export async function* chunksOf(store: BlockStore, metahash: string): AsyncGenerator<Uint8Array> {
  const outline = new Outline(fromHex(metahash) as Uint8Array);
  for (let wanted = outline.nextBlock(); wanted !== undefined; wanted = outline.nextBlock()) {
    const fault = outline.enter(await blockOf(store, wanted.key));
    if (fault !== undefined) throw new PeersterError('CORRUPT_FILE', fault);
    for (const part of outline.parts.splice(0)) for (let at = 0; at < part.count; at++) yield await blockOf(store, toHex(part.hash(at)));
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

/** The same bytes in pieces of up to so many. Each piece is the reader's. */
export async function* inPieces(chunks: AsyncIterable<Uint8Array>, pieceBytes: number): AsyncGenerator<Buffer> {
  let piece = Buffer.allocUnsafe(pieceBytes);
  let used = 0;
  for await (const chunk of chunks) {
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
  }
  if (used > 0) yield piece.subarray(0, used);
}
