import { simple } from '../../core/packet.js';
import { decode, encode } from '../../wire/codec.js';
import type { SocketAddress } from './facade.js';
import { kindOf } from './kind.js';

/**
 * A datagram as its receiver may see it: a SimpleMessage names the address of the node that relayed it, which would let the
 * receiver walk round the link, so `facade` takes its place. Everything else is returned as it is.
 */
export function rewriteRelay(bytes: Uint8Array, facade: SocketAddress): Uint8Array {
  const kind = kindOf(bytes);
  if (kind !== 'simple' && kind !== 'unknown') return bytes; // the order of fields is free: only a known beginning settles it
  const packet = decode(bytes, 'course');
  if (typeof packet === 'string' || packet.kind !== 'simple') return bytes;
  return encode(simple(packet.originalName, `${facade.host}:${facade.port}`, packet.contents), 'course');
}
