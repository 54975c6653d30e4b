import { BOUNDS } from '../bounds.js';
import type { Match, SearchVerdict } from '../events.js';
import { FullMatches } from './full-matches.js';
import { hasSameChunks } from './match.js';

/** One search of this node, as far as it has got. */
export class Search {
  /** Undefined while it goes on. */
  verdict: SearchVerdict | undefined;
  /** Enough full matches have been told of, be it after the search was over. */
  isFinished = false;
  /** Of the next round; 0 when there is none. */
  nextBudget: number;
  /** Ms of the next round, or of the end. */
  dueAt = Number.POSITIVE_INFINITY;
  /** What was found, in order; a file whose chunks changed again. */
  readonly matches: Match[] = [];
  private readonly newest = new Map<string, Match>();
  private readonly full = new FullMatches();

  constructor(
    /** From 1, and never the same twice in the life of a node. */
    readonly id: number,
    readonly keywords: readonly string[],
    /** Undefined: the search widens by itself. */
    readonly budget: number | undefined,
    firstBudget: number,
  ) {
    this.nextBudget = budget ?? firstBudget;
  }

  get fullMatches(): number {
    return this.full.count;
  }

  /** Returns whether the match is news: of a file at a node that is not known here, or with other chunks. */
  add(match: Match): boolean {
    const key = `${match.metahash} ${match.fileName.length} ${match.fileName} ${match.node}`;
    const known = this.newest.get(key);
    if (known !== undefined && hasSameChunks(known, match)) return false;
    if (this.matches.length >= BOUNDS.searchMatches) return false;
    this.newest.set(key, match);
    this.matches.push(match);
    this.full.add(match);
    return true;
  }
}
