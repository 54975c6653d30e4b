import { BOUNDS } from '../bounds.js';
import type { Match } from '../events.js';

/** A node that has a file or some chunks of it (numbers from 1). A hint: what is asked for is asked for by hash. */
export interface Holder {
  readonly node: string;
  readonly chunks: readonly number[];
}

/** Everything that searches have found, for downloads to use: by metahash, the newest word of each node. The longest unheard of goes first. */
export class Finds {
  private readonly files = new Map<string, Map<string, Match>>();
  /** Chunk numbers of all matches. */
  private weight = 0;

  /** `metahash`: 64 hex digits, lower case. */
  holders(metahash: string): readonly Holder[] {
    return [...(this.files.get(metahash)?.values() ?? [])];
  }

  put(match: Match): void {
    const holders = this.files.get(match.metahash) ?? new Map<string, Match>();
    this.weight += match.chunks.length - (holders.get(match.node)?.chunks.length ?? 0);
    this.files.delete(match.metahash);
    this.files.set(match.metahash, holders.set(match.node, match));
    while (this.weight > BOUNDS.foundChunks) this.forgetOldest();
  }

  private forgetOldest(): void {
    const [metahash, holders] = this.files.entries().next().value as [string, Map<string, Match>];
    this.files.delete(metahash);
    for (const { chunks } of holders.values()) this.weight -= chunks.length;
  }
}
