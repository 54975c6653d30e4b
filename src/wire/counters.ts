import { DROP_REASONS, type DropReason } from '../core/events.js';
import type { Packet } from '../core/packet.js';

/** Datagrams by what they carried. */
export const COUNTED_KINDS = [
  'simple',
  'rumor',
  'status',
  'private',
  'data_request',
  'data_reply',
  'search_request',
  'search_reply',
  'bundle',
] as const;
export type CountedKind = (typeof COUNTED_KINDS)[number];

/** How the counters name what a datagram carries. */
export const COUNTED_AS: Readonly<Record<Packet['kind'] | 'bundle', CountedKind>> = {
  simple: 'simple',
  rumor: 'rumor',
  status: 'status',
  private: 'private',
  dataRequest: 'data_request',
  dataReply: 'data_reply',
  searchRequest: 'search_request',
  searchReply: 'search_reply',
  bundle: 'bundle',
};

interface Tally {
  packetsIn: number;
  bytesIn: number;
  packetsOut: number;
  bytesOut: number;
}

/** What an endpoint has read, written and dropped. */
export class PacketCounters {
  readonly byKind: Readonly<Record<CountedKind, Tally>> = Object.fromEntries(
    COUNTED_KINDS.map((kind) => [kind, { packetsIn: 0, bytesIn: 0, packetsOut: 0, bytesOut: 0 }]),
  ) as Record<CountedKind, Tally>;

  readonly drops: Readonly<Record<DropReason, number>> = Object.fromEntries(DROP_REASONS.map((reason) => [reason, 0])) as Record<
    DropReason,
    number
  >;

  countIn(kind: CountedKind, bytes: number): void {
    const tally = this.byKind[kind];
    tally.packetsIn++;
    tally.bytesIn += bytes;
  }

  countOut(kind: CountedKind, bytes: number): void {
    const tally = this.byKind[kind];
    tally.packetsOut++;
    tally.bytesOut += bytes;
  }

  countDrop(reason: DropReason): void {
    (this.drops as Record<DropReason, number>)[reason]++;
  }
}
