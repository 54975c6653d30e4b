import type { Match } from '../events.js';
import { isComplete } from './match.js';

/**
 * Counts full matches: pairs of a metahash and a node that has every chunk of it. A file that is complete only over several nodes counts
 * as one.
 */
export class FullMatches {
  /** Newest match by node, by metahash. */
  private readonly files = new Map<string, Map<string, Match>>();

  add(match: Match): void {
    const holders = this.files.get(match.metahash) ?? new Map<string, Match>();
    this.files.set(match.metahash, holders.set(match.node, match));
  }

  get count(): number {
    let count = 0;
    for (const holders of this.files.values()) count += countOf([...holders.values()]);
    return count;
  }
}

function countOf(holders: readonly Match[]): number {
  const complete = holders.filter(isComplete).length;
  return complete > 0 ? complete : isCompleteTogether(holders) ? 1 : 0;
}

function isCompleteTogether(holders: readonly Match[]): boolean {
  const chunkCount = Math.max(...holders.map((match) => match.chunkCount));
  return new Set(holders.flatMap(({ chunks }) => chunks)).size >= chunkCount;
}
