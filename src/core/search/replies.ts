import { fromHex } from '../hash.js';
import { type SearchResult, searchResult } from '../packet.js';
import { utf8Length } from '../text.js';
import { matches } from './keywords.js';

/** What a node has to show of its own files. */
export interface Shelf {
  readonly own: Iterable<ShelvedFile>;
}

interface ShelvedFile {
  readonly name: string;
  /** 64 hex digits. */
  readonly metahash: string;
  /** Chunks that are there, from 1, ascending. */
  readonly chunkMap: readonly number[];
  /** Entries of a full map. */
  readonly mapCount: number;
  /** Above 2 MiB. */
  readonly isTree: boolean;
}

/** What fits one SearchReply. */
export interface Findings {
  readonly results: SearchResult[];
  readonly trees: SearchResult[];
}

/** The results for the files that match, in lists of about `bytes` at the most: what does not fit one SearchReply goes in several. */
export function* resultsFor({ own }: Shelf, keywords: readonly string[], bytes: number): Generator<Findings> {
  let findings: Findings | undefined;
  let room = bytes;
  for (const { name, metahash, chunkMap, mapCount, isTree } of own) {
    if (!matches(name, keywords) || chunkMap.length === 0) continue;
    const size = OVERHEAD + utf8Length(name) + chunkMap.length * (mapCount < 128 ? 1 : 2);
    if (findings !== undefined && size > room) {
      yield findings;
      findings = undefined;
      room = bytes;
    }
    findings ??= { results: [], trees: [] };
    (isTree ? findings.trees : findings.results).push(searchResult(name, fromHex(metahash) as Uint8Array, chunkMap, mapCount));
    room -= size;
  }
  if (findings !== undefined) yield findings;
}

/** Bytes of a result without its name and its map: hash, count, tags and lengths. */
const OVERHEAD = 56;
