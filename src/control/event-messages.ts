import { PeersterError } from '../core/errors.js';
import { EVENT_KINDS, type EventKind, type NodeEvent } from '../core/events.js';
import type { Rumor, Want } from '../core/packet.js';
import { Event, EventKind as ApiKind, type OriginStatus } from '../gen/peerster/v1/node.js';
import { toTimestamp } from './durations.js';
import { addressOf } from './messages.js';
import { toMatch, toVerdict } from './search.js';

/** How the API numbers the kinds of events. */
export const API_KINDS: Readonly<Record<EventKind, ApiKind>> = {
  client: ApiKind.EVENT_KIND_CLIENT,
  simple: ApiKind.EVENT_KIND_SIMPLE,
  rumor: ApiKind.EVENT_KIND_RUMOR,
  released: ApiKind.EVENT_KIND_RELEASED,
  status: ApiKind.EVENT_KIND_STATUS,
  mongering: ApiKind.EVENT_KIND_MONGERING,
  coin: ApiKind.EVENT_KIND_COIN,
  'in-sync': ApiKind.EVENT_KIND_IN_SYNC,
  route: ApiKind.EVENT_KIND_ROUTE,
  private: ApiKind.EVENT_KIND_PRIVATE,
  downloading: ApiKind.EVENT_KIND_DOWNLOADING,
  reconstructed: ApiKind.EVENT_KIND_RECONSTRUCTED,
  'download-failed': ApiKind.EVENT_KIND_DOWNLOAD_FAILED,
  found: ApiKind.EVENT_KIND_FOUND,
  'search-finished': ApiKind.EVENT_KIND_SEARCH_FINISHED,
  'search-over': ApiKind.EVENT_KIND_SEARCH_OVER,
  'peer-learnt': ApiKind.EVENT_KIND_PEER_LEARNT,
  'peer-removed': ApiKind.EVENT_KIND_PEER_REMOVED,
  collision: ApiKind.EVENT_KIND_COLLISION,
  dropped: ApiKind.EVENT_KIND_DROPPED,
};

/** None asked for: all. Throws INVALID_REQUEST for a kind that does not exist. */
export function toEventKinds(asked: readonly ApiKind[]): ReadonlySet<EventKind> {
  const kinds = asked.map((number) => {
    const kind = EVENT_KINDS.find((candidate) => API_KINDS[candidate] === number);
    if (kind === undefined) throw new PeersterError('INVALID_REQUEST', `kinds: ${number} does not exist; see EventKind`);
    return kind;
  });
  return new Set(kinds.length === 0 ? EVENT_KINDS : kinds);
}

type Details = Parameters<typeof Event.fromPartial>[0];

const DETAILS: { readonly [K in EventKind]: (event: Extract<NodeEvent, { kind: K }>) => Details } = {
  client: ({ text, destination = '' }) => ({ text, destination }),
  simple: ({ from, message }) => ({ peer: addressOf(from), origin: message.originalName, text: message.contents }),
  rumor: (event) => ({ peer: addressOf(event.from), ...ofRumor(event), new: event.isNew }),
  released: (event) => ({ peer: addressOf(event.from), ...ofRumor(event), new: true }),
  collision: (event) => ({ peer: addressOf(event.from), ...ofRumor(event) }),
  mongering: (event) => ({ peer: addressOf(event.to), ...ofRumor(event) }),
  coin: (event) => ({ peer: event.to === undefined ? '' : addressOf(event.to), ...ofRumor(event), heads: event.heads }),
  status: ({ from, status }) => ({ peer: addressOf(from), status: status.want.map(toOriginStatus) }),
  'in-sync': (event) => ({ peer: addressOf(event.with) }),
  route: (event) => ({ peer: addressOf(event.nextHop), ...ofRumor(event) }),
  private: ({ from, message: { origin, text, hopLimit } }) => ({ peer: addressOf(from), origin, text, hopLimit }),
  downloading: ({ file, metahash, chunk, from }) => ({ file, metahash, chunk: BigInt(chunk), origin: from }),
  reconstructed: ({ file, metahash }) => ({ file, metahash }),
  'download-failed': ({ file, metahash, code, why }) => ({ file, metahash, reason: code, text: why }),
  found: ({ match }) => ({ origin: match.node, match: toMatch(match) }),
  'search-finished': ({ search }) => ({ searchId: search }),
  'search-over': ({ search, verdict }) => ({ searchId: search, verdict: toVerdict(verdict) }),
  'peer-learnt': ({ peer }) => ({ peer: addressOf(peer) }),
  'peer-removed': ({ peer }) => ({ peer: addressOf(peer) }),
  dropped: ({ from, reason, bytes }) => ({ peer: addressOf(from), reason, bytes }),
};

/** `at`: ms since 1970. */
export function toEvent(event: NodeEvent, at: number): Event {
  const details = DETAILS[event.kind] as (event: NodeEvent) => Details;
  return Event.fromPartial({ kind: API_KINDS[event.kind], time: toTimestamp(at), ...details(event) });
}

export function toOriginStatus({ identifier, nextId }: Want): OriginStatus {
  return { origin: identifier, nextId };
}

function ofRumor({ rumor: { origin, id, text } }: { rumor: Rumor }): Details {
  return { origin, id, text };
}
