import { BOUNDS } from '../bounds.js';
import type { Context } from '../context.js';
import { PeersterError } from '../errors.js';
import type { DropReason, Match, SearchVerdict } from '../events.js';
import { type SearchReply, searchRequest } from '../packet.js';
import type { Settings } from '../settings.js';
import { utf8Length } from '../text.js';
import type { Timer } from '../timers.js';
import type { Finds } from './finds.js';
import type { Flood } from './flood.js';
import { matches } from './keywords.js';
import { matchOf } from './match.js';
import { Search } from './search.js';

/** The searches of this node (docs/protocol.md, Q): rounds of requests, and what becomes of the replies. */
export class Searches implements Timer {
  deadline = 0;
  isArmed = false;
  next: Timer | undefined;
  /** The oldest first; those that are over stay for the replies that come late. */
  private searches: readonly Search[] = [];
  private lastId = 0;

  constructor(
    private readonly context: Context,
    private readonly settings: Settings,
    private readonly flood: Flood,
    private readonly finds: Finds,
  ) {}

  /** `budget` 0: the search widens by itself. Throws INVALID_REQUEST, TOO_MANY_SEARCHES. */
  start(keywords: readonly string[], budget: number): Search {
    const wanted = keywords.filter((keyword) => keyword !== '');
    check(wanted, budget);
    this.makeRoom();
    const search = new Search(++this.lastId, wanted, budget === 0 ? undefined : budget, this.settings.searchFirst);
    this.searches = [...this.searches, search];
    this.ask(search);
    this.rearm();
    return search;
  }

  find(id: number): Search | undefined {
    return this.searches.find((search) => search.id === id);
  }

  /** Ends a search: nothing is asked any more, and nothing told of it. Returns whether it was still going on. */
  cancel(id: number): boolean {
    const search = this.find(id);
    if (search === undefined || search.verdict !== undefined) return false;
    this.end(search, 'cancelled');
    this.rearm();
    return true;
  }

  /** Returns why the reply changes nothing, if so. */
  receive({ origin, results, trees }: SearchReply): DropReason | undefined {
    if (this.searches.length === 0) return 'unasked';
    const touched = new Set<Search>();
    for (const result of trees.length === 0 ? results : [...results, ...trees]) {
      const match = matchOf(result, origin);
      if (match !== undefined && origin !== this.context.name) this.take(match, touched);
    }
    for (const search of touched) this.judge(search);
    this.rearm();
    return undefined;
  }

  fire(now: number): void {
    for (const search of this.searches) {
      if (search.verdict !== undefined || search.dueAt > now) continue;
      if (search.nextBudget > 0) this.ask(search);
      else this.end(search, 'exhausted');
    }
    this.rearm();
  }

  /** One round. The last one is given more time: what it finds is farthest away. */
  private ask(search: Search): void {
    const { searchEvery, searchMost, searchPatience } = this.settings;
    const budget = search.nextBudget;
    const isLast = search.budget !== undefined || budget >= searchMost;
    search.nextBudget = isLast ? 0 : Math.min(2 * budget, searchMost);
    search.dueAt = this.context.now + (isLast ? searchPatience : searchEvery);
    this.flood.spread(searchRequest(this.context.name, budget, search.keywords), undefined);
  }

  private take(match: Match, touched: Set<Search>): void {
    this.finds.put(match);
    let isNews = false;
    for (const search of this.searchesFor(match.fileName)) {
      if (!search.add(match)) continue;
      isNews = true;
      touched.add(search);
    }
    if (isNews && this.context.outbox.wants('found')) this.context.outbox.emit({ kind: 'found', match });
  }

  /**
   * A reply does not say what it answers: it is of every search that goes on and whose keywords match. A late one is of the last search that
   * matches; and of the last one of all where none does, for others may match by rules of their own.
   */
  private searchesFor(fileName: string): readonly Search[] {
    const told = this.searches.filter(({ verdict }) => verdict !== 'cancelled');
    const matching = told.filter(({ keywords }) => matches(fileName, keywords));
    const running = matching.filter(({ verdict }) => verdict === undefined);
    return running.length > 0 ? running : (matching.length > 0 ? matching : told).slice(-1);
  }

  /** Told once, when there are enough full matches: also when the search is over by then. */
  private judge(search: Search): void {
    if (search.isFinished || search.fullMatches < this.settings.searchMatches) return;
    search.isFinished = true;
    if (this.context.outbox.wants('search-finished')) this.context.outbox.emit({ kind: 'search-finished', search: search.id });
    if (search.verdict === undefined) this.end(search, 'found');
  }

  private end(search: Search, verdict: SearchVerdict): void {
    search.verdict = verdict;
    search.dueAt = Number.POSITIVE_INFINITY;
    if (this.context.outbox.wants('search-over')) this.context.outbox.emit({ kind: 'search-over', search: search.id, verdict });
  }

  private rearm(): void {
    let earliest = Number.POSITIVE_INFINITY;
    for (const { dueAt } of this.searches) if (dueAt < earliest) earliest = dueAt;
    if (!this.isArmed || earliest !== this.deadline) this.context.timers.arm(this, earliest);
  }

  /** The oldest that is over makes room. */
  private makeRoom(): void {
    if (this.searches.length < BOUNDS.searches) return;
    const oldest = this.searches.find(({ verdict }) => verdict !== undefined);
    if (oldest === undefined)
      throw new PeersterError('TOO_MANY_SEARCHES', `a node has at most ${BOUNDS.searches} searches at a time; wait for one, or cancel one`);
    this.searches = this.searches.filter((search) => search !== oldest);
  }
}

function check(keywords: readonly string[], budget: number): void {
  if (keywords.length === 0) throw new PeersterError('INVALID_REQUEST', 'a search needs a keyword; "*" finds every file');
  if (keywords.reduce((sum, keyword) => sum + utf8Length(keyword), 0) > BOUNDS.keywordBytes)
    throw new PeersterError('INVALID_REQUEST', `the keywords are longer than ${BOUNDS.keywordBytes} bytes together; use fewer`);
  if (!Number.isSafeInteger(budget) || budget < 0)
    throw new PeersterError('INVALID_REQUEST', `budget is ${budget}; it must be 0 (the search widens by itself) to 2^53 - 1`);
}
