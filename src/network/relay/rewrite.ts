import { simple } from '../../core/packet.js';
import { decode, encode } from '../../wire/codec.js';
import type { SocketAddress } from './facade.js';

/** Tags of the GossipPacket fields that are no SimpleMessage: number << 3 | 2, for 2 to 8, and the first byte of that for 16. */
const OTHER_MESSAGES = new Set([0x12, 0x1a, 0x22, 0x2a, 0x32, 0x3a, 0x42, 0x82]);

/**
 * A datagram as its receiver may see it: a SimpleMessage names the address of the node that relayed it, which would let the
 * receiver walk round the link, so `facade` takes its place. Everything else is returned as it is.
 */
export function rewriteRelay(bytes: Uint8Array, facade: SocketAddress): Uint8Array {
  if (OTHER_MESSAGES.has(bytes[0] ?? 0)) return bytes;
  const packet = decode(bytes, 'course');
  if (typeof packet === 'string' || packet.kind !== 'simple') return bytes;
  return encode(simple(packet.originalName, `${facade.host}:${facade.port}`, packet.contents), 'course');
}
