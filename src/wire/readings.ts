import type { DropReason } from '../core/events.js';
import type { Dialect, Packet } from '../core/packet.js';
import { type Bundle, decode } from './codec.js';

/** A datagram that was read, and what it said. */
interface Reading {
  readonly bytes: Uint8Array;
  readonly packet: Packet;
}

/** Bytes of the longest datagrams that are remembered, and how many are. */
const LONGEST = 2_048;
const SLOTS = 256;
/** Bytes of a datagram that its slot depends on. */
const SAMPLES = 12;

/**
 * Reads datagrams for many nodes of one process: nearly all of what they say has just been said by another one. A datagram with the
 * same bytes as one read before, compared one by one, says the same, and packets are immutable, so it is the same object: a rumor
 * is then in memory once and not once a node. Only for a host that never writes into a datagram again.
 */
export class Readings {
  private readonly slots: (Reading | undefined)[] = new Array<Reading | undefined>(SLOTS).fill(undefined);

  /** As `decode`. */
  readonly read = (bytes: Uint8Array, dialect: Dialect): Packet | Bundle | DropReason => {
    if (bytes.length > LONGEST) return decode(bytes, dialect);
    const slot = slotOf(bytes);
    const known = this.slots[slot];
    if (known !== undefined && areEqual(known.bytes, bytes)) return known.packet;
    const packet = decode(bytes, dialect);
    // Other kinds depend on the dialect, or hardly come twice.
    if (typeof packet !== 'string' && (packet.kind === 'rumor' || packet.kind === 'status')) this.slots[slot] = { bytes, packet };
    return packet;
  };
}

function slotOf(bytes: Uint8Array): number {
  const { length } = bytes;
  const step = length <= SAMPLES ? 1 : Math.floor(length / SAMPLES);
  let hash = length;
  for (let at = length - 1; at >= 0; at -= step) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  return (hash ^ (hash >>> 15)) & (SLOTS - 1);
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
