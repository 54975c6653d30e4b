import { BOUNDS } from '../core/bounds.js';
import type { DropReason } from '../core/events.js';
import type { Dialect, Packet } from '../core/packet.js';
import { type Bundle, bundleSize, readBundle, writeBundle } from './messages/bundle.js';
import { dataReplySize, dataRequestSize, readDataReply, readDataRequest, writeDataReply, writeDataRequest } from './messages/data.js';
import { privateSize, readPrivate, writePrivate } from './messages/private.js';
import { readRumor, rumorSize, writeRumor } from './messages/rumor.js';
import {
  readSearchReply,
  readSearchRequest,
  searchReplySize,
  searchRequestSize,
  writeSearchReply,
  writeSearchRequest,
} from './messages/search.js';
import { readSimple, simpleSize, writeSimple } from './messages/simple.js';
import { readStatus, statusSize, writeStatus } from './messages/status.js';
import { Reader, Wire } from './reader.js';
import { closeField, openField, varintSize } from './writer.js';

export { type Bundle, rumorSizeInBundle } from './messages/bundle.js';

/** Numbers of GossipPacket's fields (proto/peerster/v1/gossip.proto). */
export const FIELD_OF = {
  simple: 1,
  rumor: 2,
  status: 3,
  private: 4,
  dataRequest: 5,
  dataReply: 6,
  searchRequest: 7,
  searchReply: 8,
  bundle: 16,
} as const satisfies Record<(Packet | Bundle)['kind'], number>;

/** Bit n: GossipPacket has a field n. */
const FIELDS = 0b1_1111_1110 | (1 << FIELD_OF.bundle);

const reader = new Reader();

/** Bytes. Small enough that a datagram that is kept keeps little else alive. */
const SLAB = 16_384;
const SMALL = SLAB / 8;
let slab = new Uint8Array(SLAB);
let carved = 0;

/**
 * A datagram's packet, or why it is dropped: 'oversize', 'malformed', 'not-one-message', 'unknown-kind', 'bad-status'. Never throws.
 * Only the data of a DataReply shares memory with `bytes`: who keeps it copies it. `dialect`: how the sender writes a PrivateMessage.
 */
export function decode(bytes: Uint8Array, dialect: Dialect): Packet | Bundle | DropReason {
  if (bytes.length > BOUNDS.datagramBytes) return 'oversize';
  reader.open(bytes, 0, bytes.length);
  let field = 0;
  let messages = 0;
  let at = 0;
  let end = 0;
  while (reader.at < reader.end) {
    const tag = reader.tag();
    if ((tag & 7) === Wire.bytes && isMessage(tag >>> 3)) {
      const outer = reader.enter();
      at = reader.at;
      end = reader.end;
      field = tag >>> 3;
      messages++;
      reader.leave(outer);
    } else reader.skip(tag, FIELDS);
  }
  if (reader.malformed) return 'malformed';
  if (messages !== 1) return messages === 0 && bytes.length > 0 ? 'unknown-kind' : 'not-one-message';
  reader.open(bytes, at, end);
  const packet = readMessage(field, dialect);
  return reader.malformed ? 'malformed' : packet;
}

function isMessage(field: number): boolean {
  return field < 32 && ((FIELDS >>> field) & 1) === 1;
}

function readMessage(field: number, dialect: Dialect): Packet | Bundle | DropReason {
  switch (field) {
    case FIELD_OF.rumor:
      return readRumor(reader);
    case FIELD_OF.status:
      return readStatus(reader);
    case FIELD_OF.bundle:
      return readBundle(reader);
    case FIELD_OF.simple:
      return readSimple(reader);
    case FIELD_OF.private:
      return readPrivate(reader, dialect);
    case FIELD_OF.dataRequest:
      return readDataRequest(reader);
    case FIELD_OF.dataReply:
      return readDataReply(reader);
    case FIELD_OF.searchRequest:
      return readSearchRequest(reader);
    default:
      return readSearchReply(reader);
  }
}

/** Bytes of the datagram that `write` makes. */
export function sizeOf(packet: Packet | Bundle): number {
  const body = bodySize(packet);
  return varintSize(FIELD_OF[packet.kind] << 3) + varintSize(body) + body;
}

function bodySize(packet: Packet | Bundle): number {
  switch (packet.kind) {
    case 'rumor':
      return rumorSize(packet);
    case 'status':
      return statusSize(packet);
    case 'bundle':
      return bundleSize(packet);
    case 'simple':
      return simpleSize(packet);
    case 'private':
      return privateSize(packet);
    case 'dataRequest':
      return dataRequestSize(packet);
    case 'dataReply':
      return dataReplySize(packet);
    case 'searchRequest':
      return searchRequestSize(packet);
    case 'searchReply':
    default:
      return searchReplySize(packet);
  }
}

/** Writes the packet's datagram at `at` and returns its end. `target` has room for `sizeOf(packet)` bytes there. */
export function write(packet: Packet | Bundle, dialect: Dialect, target: Uint8Array, at: number): number {
  const body = openField(target, at, (FIELD_OF[packet.kind] << 3) | Wire.bytes);
  return closeField(target, body, writeBody(packet, dialect, target, body));
}

function writeBody(packet: Packet | Bundle, dialect: Dialect, target: Uint8Array, at: number): number {
  switch (packet.kind) {
    case 'rumor':
      return writeRumor(packet, target, at);
    case 'status':
      return writeStatus(packet, target, at);
    case 'bundle':
      return writeBundle(packet, target, at);
    case 'simple':
      return writeSimple(packet, target, at);
    case 'private':
      return writePrivate(packet, dialect, target, at);
    case 'dataRequest':
      return writeDataRequest(packet, target, at);
    case 'dataReply':
      return writeDataReply(packet, target, at);
    case 'searchRequest':
      return writeSearchRequest(packet, target, at);
    case 'searchReply':
    default:
      return writeSearchReply(packet, target, at);
  }
}

/** The packet's datagram, in memory that is never written again. */
export function encode(packet: Packet | Bundle, dialect: Dialect): Uint8Array {
  const size = sizeOf(packet);
  const bytes = size > SMALL ? new Uint8Array(size) : carve(size);
  write(packet, dialect, bytes, 0);
  return bytes;
}

/** Small datagrams share memory: a typed array of its own costs more than all the rest of encoding (measured: 0.4 µs of 0.55). */
function carve(size: number): Uint8Array {
  if (size > slab.length - carved) {
    slab = new Uint8Array(SLAB);
    carved = 0;
  }
  carved += size;
  return slab.subarray(carved - size, carved);
}
