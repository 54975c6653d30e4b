import { COUNTED_AS, type CountedKind } from '../../wire/counters.js';
import { FIELD_OF } from '../../wire/codec.js';

/** By the first byte of a datagram: the tag of its one message, as every known encoder writes it. */
const BY_FIRST_BYTE: (CountedKind | undefined)[] = [];
for (const [kind, field] of Object.entries(FIELD_OF) as [keyof typeof FIELD_OF, number][]) {
  BY_FIRST_BYTE[field < 16 ? (field << 3) | 2 : ((field << 3) & 0x7f) | 0x82] = COUNTED_AS[kind];
}

/** What a datagram carries, as counters name it, without decoding it; `unknown` for what no node would understand. */
export function kindOf(datagram: Uint8Array): CountedKind | 'unknown' {
  return BY_FIRST_BYTE[datagram[0] ?? 0] ?? 'unknown';
}
