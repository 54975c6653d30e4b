import { API_KINDS } from '../../control/event-messages.js';
import { toVerdict } from '../../control/search.js';
import type { Peer } from '../../core/context.js';
import { type DropReason, EVENT_KINDS, type EventKind, type Match, type NodeEvent } from '../../core/events.js';
import { privateMessage, rumor, simple, status, want } from '../../core/packet.js';
import { type Event, type EventKind as ApiKind, SearchMatch } from '../../gen/peerster/v1/node.js';
import { parseAddress } from '../../host/address.js';

const BY_API_KIND = new Map<ApiKind, EventKind>(EVENT_KINDS.map((kind) => [API_KINDS[kind], kind]));

const VERDICTS = new Map((['found', 'exhausted', 'cancelled'] as const).map((verdict) => [toVerdict(verdict), verdict]));

const matchOf = ({ chunkCount, ...match }: SearchMatch): Match => ({ ...match, chunkCount: Number(chunkCount) });

const rumorOf = ({ origin, id, text }: Event) => rumor(origin, id, text);

const MAKE: { readonly [K in EventKind]: (event: Event, peer: Peer) => Extract<NodeEvent, { kind: K }> } = {
  client: ({ text, destination }) => ({ kind: 'client', text, destination: destination === '' ? undefined : destination }),
  simple: ({ origin, text }, from) => ({ kind: 'simple', message: simple(origin, '', text), from }),
  rumor: (event, from) => ({ kind: 'rumor', rumor: rumorOf(event), from, isNew: event.new }),
  released: (event, from) => ({ kind: 'released', rumor: rumorOf(event), from }),
  status: (event, from) => ({ kind: 'status', status: status(event.status.map(({ origin, nextId }) => want(origin, nextId))), from }),
  mongering: (event, to) => ({ kind: 'mongering', rumor: rumorOf(event), to }),
  coin: (event, to) => ({ kind: 'coin', heads: event.heads, rumor: rumorOf(event), to: event.peer === '' ? undefined : to }),
  'in-sync': (_event, peer) => ({ kind: 'in-sync', with: peer }),
  route: (event, nextHop) => ({ kind: 'route', rumor: rumorOf(event), nextHop }),
  private: ({ origin, text, destination, hopLimit }, from) => ({
    kind: 'private',
    message: privateMessage(origin, 0, text, destination, hopLimit),
    from,
  }),
  downloading: ({ file, metahash, chunk, origin }) => ({ kind: 'downloading', file, metahash, chunk: Number(chunk), from: origin }),
  reconstructed: ({ file, metahash }) => ({ kind: 'reconstructed', file, metahash }),
  'download-failed': ({ file, metahash, reason, text }) => ({ kind: 'download-failed', file, metahash, code: reason, why: text }),
  found: ({ match }) => ({ kind: 'found', match: matchOf(match ?? SearchMatch.fromPartial({})) }),
  'search-finished': ({ searchId }) => ({ kind: 'search-finished', search: searchId }),
  'search-over': ({ searchId, verdict }) => ({ kind: 'search-over', search: searchId, verdict: VERDICTS.get(verdict) ?? 'exhausted' }),
  'peer-learnt': (_event, peer) => ({ kind: 'peer-learnt', peer }),
  'peer-removed': (_event, peer) => ({ kind: 'peer-removed', peer }),
  collision: (event, from) => ({ kind: 'collision', rumor: rumorOf(event), from }),
  dropped: ({ reason, bytes }, from) => ({ kind: 'dropped', reason: reason as DropReason, from, bytes }),
};

/** In the place of a peer where the event names none. */
const NOBODY: Peer = { host: '', port: 0 };

/** An event as the core makes it, from what the API tells of it; undefined for a kind that this version does not know. */
export function fromEvent(event: Event): NodeEvent | undefined {
  const kind = BY_API_KIND.get(event.kind);
  if (kind === undefined) return undefined;
  return MAKE[kind](event, event.peer === '' ? NOBODY : parseAddress(event.peer, 'peer'));
}
