import { CHUNK_BYTES } from '../../core/files/blocks.js';

/** Where the blocks of a store are. */
interface Slots {
  /** -1 where the block is not there. */
  slotOf(hash: string): number;
  lengthOf(hash: string): number;
}

/** Chunks that follow one another in the store as they do in the file: they are read as one. */
export interface Run {
  /** The slot of the first. */
  readonly slot: number;
  readonly bytes: number;
}

/** The runs that chunks make, in order; undefined where one of them is missing. Without losses on the way nearly every part is one run. */
export function runsOf(keys: Iterable<string>, slots: Slots): readonly Run[] | undefined {
  const runs: { slot: number; bytes: number }[] = [];
  for (const key of keys) {
    const slot = slots.slotOf(key);
    if (slot < 0) return undefined;
    const last = runs.at(-1);
    if (last !== undefined && last.bytes === (slot - last.slot) * CHUNK_BYTES) last.bytes += slots.lengthOf(key);
    else runs.push({ slot, bytes: slots.lengthOf(key) });
  }
  return runs;
}
