import type { Peer } from '../core/context.js';
import { PeersterError } from '../core/errors.js';
import type { Entry, EntryKind } from '../core/log/log.js';
import { type Message, type MessageFilter, MessageKind } from '../gen/peerster/v1/node.js';
import { toTimestamp } from './durations.js';

const KINDS: Readonly<Record<EntryKind, MessageKind>> = {
  rumor: MessageKind.MESSAGE_KIND_RUMOR,
  simple: MessageKind.MESSAGE_KIND_SIMPLE,
  private: MessageKind.MESSAGE_KIND_PRIVATE,
};

export function addressOf(peer: Peer): string {
  return peer.host.includes(':') ? `[${peer.host}]:${peer.port}` : `${peer.host}:${peer.port}`;
}

/** The entry at a position of the log as the API tells it. `wallTime`: from the node's clock to ms since 1970. */
export function toMessage(entry: Entry, position: number, wallTime: (at: number) => number): Message {
  return {
    kind: KINDS[entry.kind],
    origin: entry.origin,
    id: entry.id,
    text: entry.text,
    relayAddress: entry.relay === undefined ? '' : addressOf(entry.relay),
    acceptTime: toTimestamp(wallTime(entry.at)),
    position: BigInt(position),
    destination: entry.destination ?? '',
  };
}

/** About the bytes of the message, without encoding it; texts outside ASCII may take three times as many. */
export function roughBytes(entry: Entry): number {
  return entry.text.length + entry.origin.length + 48;
}

/** Which entries a call is about. Each field that is undefined allows all. */
export interface Wanted {
  readonly kind: EntryKind | undefined;
  readonly origin: string | undefined;
  /** One side of a private message, whichever. */
  readonly conversation: string | undefined;
}

/** Throws INVALID_REQUEST for a kind that does not exist, and for a conversation that is not of private messages. */
export function toWanted(filter: MessageFilter | undefined): Wanted {
  const { origin = '', conversation = '', kind: number = MessageKind.MESSAGE_KIND_UNSPECIFIED } = filter ?? {};
  const kind = toKind(number);
  if (conversation !== '' && kind !== undefined && kind !== 'private')
    throw new PeersterError('INVALID_REQUEST', 'filter.conversation is about private messages: leave filter.kind empty, or 3');
  return { kind: conversation === '' ? kind : 'private', origin: origin || undefined, conversation: conversation || undefined };
}

export function isWanted(entry: Entry, { kind, origin, conversation }: Wanted): boolean {
  if (kind !== undefined && entry.kind !== kind) return false;
  if (origin !== undefined && entry.origin !== origin) return false;
  return conversation === undefined || entry.origin === conversation || entry.destination === conversation;
}

function toKind(wanted: MessageKind): EntryKind | undefined {
  if (wanted === MessageKind.MESSAGE_KIND_UNSPECIFIED) return undefined;
  for (const [kind, number] of Object.entries(KINDS)) if (number === wanted) return kind as EntryKind;
  throw new PeersterError('INVALID_REQUEST', `filter.kind ${wanted} does not exist; use 1 (rumor), 2 (simple) or 3 (private)`);
}
