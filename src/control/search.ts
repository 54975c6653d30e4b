import { PeersterError } from '../core/errors.js';
import type { EventKind, Match, SearchVerdict } from '../core/events.js';
import type { Search } from '../core/search/search.js';
import {
  type CancelSearchResponse,
  type SearchFilesRequest,
  type SearchFilesResponse,
  type SearchMatch,
  SearchVerdict as ApiVerdict,
} from '../gen/peerster/v1/node.js';
import type { Room } from './room.js';

const NEWS: ReadonlySet<EventKind> = new Set<EventKind>(['found', 'search-over']);

const VERDICTS: Readonly<Record<SearchVerdict, ApiVerdict>> = {
  found: ApiVerdict.SEARCH_VERDICT_FOUND,
  exhausted: ApiVerdict.SEARCH_VERDICT_EXHAUSTED,
  cancelled: ApiVerdict.SEARCH_VERDICT_CANCELLED,
};

export function toVerdict(verdict: SearchVerdict): ApiVerdict {
  return VERDICTS[verdict];
}

export function toMatch({ fileName, metahash, node, chunks, chunkCount }: Match): SearchMatch {
  return { fileName, metahash, node, chunks: [...chunks], chunkCount: BigInt(chunkCount) };
}

/**
 * The responses of SearchFiles. `signal`: the call's, whose end is not the search's. Throws INVALID_REQUEST, UNKNOWN_SEARCH,
 * TOO_MANY_SEARCHES, WRONG_STATE and CLOSED.
 */
export async function* searchFiles(room: Room, request: SearchFilesRequest, signal: AbortSignal): AsyncGenerator<SearchFilesResponse> {
  const search = begin(room, request);
  const sleeper = room.wakeups.join(signal);
  const stopTrace = room.control.trace(NEWS, () => sleeper.wake());
  const doneWaiting = room.control.clock.waiting();
  try {
    yield { event: { $case: 'started', value: { searchId: search.id } } };
    for (let told = 0; !signal.aborted; await sleeper.sleep()) {
      room.checkOpen();
      for (; told < search.matches.length; told++) yield { event: { $case: 'match', value: toMatch(search.matches[told] as Match) } };
      if (search.verdict !== undefined) return yield endOf(search, search.verdict);
    }
  } finally {
    doneWaiting();
    stopTrace();
    room.wakeups.leave(sleeper);
  }
}

export function cancelSearch({ control }: Room, id: number): CancelSearchResponse {
  if (control.command(({ services }) => services.searches.cancel(id))) return {};
  throw new PeersterError('UNKNOWN_SEARCH', `no search ${id} is going on`);
}

function begin({ control }: Room, { keywords, budget, searchId }: SearchFilesRequest): Search {
  if (searchId === 0) return control.command(({ services }) => services.searches.start(keywords, Number(budget)));
  const known = control.query(({ services }) => services.searches.find(searchId));
  if (known === undefined) throw new PeersterError('UNKNOWN_SEARCH', `there is no search ${searchId}, or it is forgotten by now`);
  return known;
}

function endOf({ fullMatches }: Search, verdict: SearchVerdict): SearchFilesResponse {
  return { event: { $case: 'ended', value: { verdict: toVerdict(verdict), fullMatches } } };
}
