import { CHUNK_BYTES } from '../../core/files/blocks.js';
import type { BlockIndex } from './block-index.js';

/** Blocks that follow one another in the store as they do in the file: they are read as one. */
export interface Run {
  /** The slot of the first. */
  readonly slot: number;
  readonly bytes: number;
}

/** The runs that blocks make, in order; undefined where one of them is missing. Without losses on the way nearly every part is one run. */
export function runsOf(hashes: Iterable<string>, index: BlockIndex): readonly Run[] | undefined {
  const runs: { slot: number; bytes: number }[] = [];
  for (const hash of hashes) {
    const slot = index.find(hash);
    if (slot < 0) return undefined;
    const last = runs.at(-1);
    if (last !== undefined && last.bytes === (slot - last.slot) * CHUNK_BYTES) last.bytes += index.lengthAt(slot);
    else runs.push({ slot, bytes: index.lengthAt(slot) });
  }
  return runs;
}
