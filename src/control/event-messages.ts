import { PeersterError } from '../core/errors.js';
import { EVENT_KINDS, type EventKind, type NodeEvent } from '../core/events.js';
import { Event, EventKind as ApiKind } from '../gen/peerster/v1/node.js';
import { toTimestamp } from './durations.js';
import { addressOf } from './messages.js';

const KINDS: Readonly<Record<EventKind, ApiKind>> = {
  client: ApiKind.EVENT_KIND_CLIENT,
  simple: ApiKind.EVENT_KIND_SIMPLE,
  rumor: ApiKind.EVENT_KIND_RUMOR,
  released: ApiKind.EVENT_KIND_RELEASED,
  status: ApiKind.EVENT_KIND_STATUS,
  mongering: ApiKind.EVENT_KIND_MONGERING,
  coin: ApiKind.EVENT_KIND_COIN,
  'in-sync': ApiKind.EVENT_KIND_IN_SYNC,
  'peer-learnt': ApiKind.EVENT_KIND_PEER_LEARNT,
  'peer-removed': ApiKind.EVENT_KIND_PEER_REMOVED,
  collision: ApiKind.EVENT_KIND_COLLISION,
  dropped: ApiKind.EVENT_KIND_DROPPED,
};

/** None asked for: all. Throws INVALID_REQUEST for a kind that does not exist. */
export function toEventKinds(asked: readonly ApiKind[]): ReadonlySet<EventKind> {
  const kinds = asked.map((number) => {
    const kind = EVENT_KINDS.find((candidate) => KINDS[candidate] === number);
    if (kind === undefined) throw new PeersterError('INVALID_REQUEST', `kinds: ${number} does not exist; see EventKind`);
    return kind;
  });
  return new Set(kinds.length === 0 ? EVENT_KINDS : kinds);
}

/** `at`: ms since 1970. */
export function toEvent(event: NodeEvent, at: number): Event {
  return Event.fromPartial({ kind: KINDS[event.kind], time: toTimestamp(at), ...detailsOf(event) });
}

function detailsOf(event: NodeEvent): Parameters<typeof Event.fromPartial>[0] {
  switch (event.kind) {
    case 'client':
      return { text: event.text };
    case 'simple':
      return { peer: addressOf(event.from), origin: event.message.originalName, text: event.message.contents };
    case 'rumor':
      return { peer: addressOf(event.from), ...rumor(event), new: event.isNew };
    case 'released':
      return { peer: addressOf(event.from), ...rumor(event), new: true };
    case 'collision':
      return { peer: addressOf(event.from), ...rumor(event) };
    case 'mongering':
      return { peer: addressOf(event.to), ...rumor(event) };
    case 'coin':
      return { peer: event.to === undefined ? '' : addressOf(event.to), ...rumor(event), heads: event.heads };
    case 'status':
      return { peer: addressOf(event.from), status: event.status.want.map(({ identifier, nextId }) => ({ origin: identifier, nextId })) };
    case 'in-sync':
      return { peer: addressOf(event.with) };
    case 'peer-learnt':
    case 'peer-removed':
      return { peer: addressOf(event.peer) };
    case 'dropped':
      return { peer: addressOf(event.from), reason: event.reason, bytes: event.bytes };
  }
}

function rumor({ rumor: { origin, id, text } }: Extract<NodeEvent, { rumor: unknown }>): { origin: string; id: number; text: string } {
  return { origin, id, text };
}
