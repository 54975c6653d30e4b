import { BOUNDS } from '../bounds.js';
import type { Match } from '../events.js';
import { HASH_BYTES, toHex } from '../hash.js';
import type { SearchResult } from '../packet.js';

/** Undefined for a result that nobody can use. A map that holds 0 counts from 0, as reference nodes do. */
export function matchOf({ fileName, metafileHash, chunkMap, chunkCount }: SearchResult, node: string): Match | undefined {
  if (metafileHash.length !== HASH_BYTES || fileName === '' || chunkMap.length > BOUNDS.chunkMap) return undefined;
  const first = chunkMap.includes(0) ? 1 : 0;
  const known = new Set(chunkMap.map((chunk) => chunk + first).filter((chunk) => chunk <= chunkCount));
  if (known.size === 0) return undefined;
  return { fileName, metahash: toHex(metafileHash), node, chunks: [...known].sort((a, b) => a - b), chunkCount };
}

export function isComplete({ chunks, chunkCount }: Match): boolean {
  return chunks.length === chunkCount;
}

export function hasSameChunks(a: Match, b: Match): boolean {
  if (a.chunkCount !== b.chunkCount || a.chunks.length !== b.chunks.length) return false;
  return a.chunks.every((chunk, at) => chunk === b.chunks[at]);
}
