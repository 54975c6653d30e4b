import { COUNTED_KINDS, type PacketCounters } from '../../wire/counters.js';

/** Bytes of an IPv4 and a UDP header. */
export const HEADER_BYTES = 28;

/** Datagrams of one kind, and their bytes without headers. */
export interface Traffic {
  readonly kind: string;
  readonly packets: number;
  readonly bytes: number;
}

/** What was sent, by kinds that were, since an earlier count. */
export function trafficOf({ byKind }: PacketCounters, earlier: readonly Traffic[] = []): Traffic[] {
  const counts = COUNTED_KINDS.map((kind): Traffic => {
    const before = earlier.find((each) => each.kind === kind) ?? { packets: 0, bytes: 0 };
    return { kind, packets: byKind[kind].packetsOut - before.packets, bytes: byKind[kind].bytesOut - before.bytes };
  });
  return counts.filter(({ packets }) => packets > 0);
}
