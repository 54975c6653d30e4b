import { BOUNDS } from '../core/bounds.js';
import type { DropReason } from '../core/events.js';
import { faultOf } from '../core/validity.js';
import type { Dialect, Packet } from '../core/packet.js';
import { type Bundle, decode } from './codec.js';
import { type ExplainedField, Walk } from './explain/walk.js';

export type { ExplainedField } from './explain/walk.js';

/** What one datagram says, for people. */
export interface Explanation {
  /** Of the datagram. */
  readonly bytes: number;
  /** Up to the end, or up to the byte where reading had to stop. */
  readonly fields: readonly ExplainedField[];
  /** How it was read where the two families of Go nodes differ. */
  readonly readAs: Dialect;
  /** What a Status shows of its sender; null: this datagram does not tell. */
  readonly shows: Dialect | null;
  /** Bits of what the sender announces; 0: nothing, or no Status. */
  readonly abilities: number;
  readonly verdict: Verdict;
}

/** What a node does with it, as far as the datagram alone decides. */
export type Verdict =
  | { readonly dropped: false; readonly kind: (Packet | Bundle)['kind'] }
  | { readonly dropped: true; readonly reason: DropReason; readonly why: string };

/** Explains any bytes; never throws. `dialect`: how a PrivateMessage is read. */
export function explain(bytes: Uint8Array, dialect: Dialect): Explanation {
  const walk = new Walk(bytes, dialect);
  const oversize = bytes.length > BOUNDS.datagramBytes;
  const fields = oversize ? [] : walk.packet();
  const packet = decode(bytes, dialect);
  const status = typeof packet === 'object' && packet.kind === 'status' ? packet : undefined;
  return {
    bytes: bytes.length,
    fields,
    readAs: dialect,
    shows: status === undefined ? null : status.route === undefined ? 'course' : 'reference',
    abilities: status?.abilities ?? 0,
    verdict: judge(packet, fields, walk, bytes.length),
  };
}

function judge(packet: Packet | Bundle | DropReason, fields: readonly ExplainedField[], walk: Walk, bytes: number): Verdict {
  const place = walk.fault === undefined ? '' : `at byte ${walk.fault.offset}: ${walk.fault.what}`;
  if (typeof packet === 'string') return { dropped: true, reason: packet, why: whyUnread(packet, fields, place, bytes) };
  const fault = packet.kind === 'bundle' ? undefined : faultOf(packet);
  if (fault === undefined) return { dropped: false, kind: packet.kind };
  return { dropped: true, reason: fault, why: WHY_REFUSED[fault] ?? '' };
}

const WHY_REFUSED: Partial<Record<DropReason, string>> = {
  'bad-id': `ids go from 1 to ${BOUNDS.lastId}`,
  'bad-name': `a name has 1 to ${BOUNDS.nameBytes} bytes`,
};

function whyUnread(reason: DropReason, fields: readonly ExplainedField[], place: string, bytes: number): string {
  const messages = fields.filter((field) => 'message' in field.value).map((field) => field.name);
  if (reason === 'oversize') return `${bytes} bytes; a UDP datagram carries at most ${BOUNDS.datagramBytes}`;
  if (reason === 'malformed') return place;
  if (reason === 'bad-status') return 'a Status speaks of a range or of a list, not of both';
  if (reason === 'unknown-kind') return `it holds only fields that are not known: ${fields.map((field) => field.number).join(', ')}`;
  return messages.length === 0 ? 'it is empty' : `it holds ${messages.length} messages (${messages.join(', ')}) where there must be one`;
}
