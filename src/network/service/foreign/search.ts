import { Sleeper } from '../../../control/wakeups.js';
import { toMatch } from '../../../control/search.js';
import { PeersterError } from '../../../core/errors.js';
import type { Match } from '../../../core/events.js';
import { type SearchFilesRequest, type SearchFilesResponse, SearchVerdict } from '../../../gen/peerster/v1/node.js';
import type { Printed } from '../../../logging/read/printed.js';
import type { ForeignNode } from '../../programs/foreign-node.js';

/** ms without a match until nobody waits for one any more: a node doubles its budget up to 32 in 5 s. */
const PATIENCE = 8_000;

/**
 * The responses of SearchFiles by a node that is somebody else's: its client is called, and its lines are the answers. Throws
 * INVALID_REQUEST, UNKNOWN_SEARCH, UNSUPPORTED, PROGRAM_FAILED.
 */
export async function* search(
  node: ForeignNode,
  { keywords, budget, searchId }: SearchFilesRequest,
  signal: AbortSignal,
): AsyncGenerator<SearchFilesResponse> {
  if (searchId !== 0) throw new PeersterError('UNKNOWN_SEARCH', "a search of a node that is somebody else's cannot be followed: begin one");
  if (keywords.length === 0) throw new PeersterError('INVALID_REQUEST', 'a search needs a keyword');
  const answers = new Answers(node);
  try {
    await node.call({ keywords: keywords.join(','), budget: budget === 0n ? undefined : String(budget) });
    yield { event: { $case: 'started', value: { searchId: 0 } } };
    while (!signal.aborted) {
      node.ending.throwIfAborted();
      const match = answers.next();
      if (match !== undefined) yield { event: { $case: 'match', value: toMatch(match) } };
      else if (answers.isOver) return yield answers.end();
      else await answers.more();
    }
  } finally {
    answers.stop();
  }
}

/** What a node prints of a search. How many chunks a file has its lines do not say, but the answers that it got. */
class Answers {
  private readonly sleeper = new Sleeper();
  private readonly stopListening: () => void;
  private readonly waiting: Match[] = [];
  private fullMatches = 0;
  private isFinished = false;
  private until = performance.now() + PATIENCE;

  constructor(private readonly node: ForeignNode) {
    this.stopListening = node.onPrinted((printed) => this.hear(printed));
  }

  get isOver(): boolean {
    return this.isFinished || performance.now() >= this.until;
  }

  next(): Match | undefined {
    return this.waiting.shift();
  }

  async more(): Promise<void> {
    const timer = setTimeout(() => this.sleeper.wake(), this.until - performance.now());
    await this.sleeper.sleep();
    clearTimeout(timer);
  }

  end(): SearchFilesResponse {
    const verdict = this.isFinished ? SearchVerdict.SEARCH_VERDICT_FOUND : SearchVerdict.SEARCH_VERDICT_EXHAUSTED;
    return { event: { $case: 'ended', value: { verdict, fullMatches: this.fullMatches } } };
  }

  stop(): void {
    this.stopListening();
  }

  private hear(printed: Printed): void {
    if (printed.kind === 'search-finished') this.isFinished = true;
    if (printed.kind === 'found') {
      const chunkCount = this.node.record.chunkCount(printed.metahash);
      this.waiting.push({ ...printed, chunkCount });
      if (printed.chunks.length === chunkCount) this.fullMatches++;
      this.until = performance.now() + PATIENCE;
    }
    this.sleeper.wake();
  }
}
