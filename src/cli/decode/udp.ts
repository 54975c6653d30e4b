import { sub } from './pcap.js';

export interface Datagram {
  /** `ip:port`, `[ipv6]:port`. */
  readonly from: string;
  readonly to: string;
  readonly ports: readonly [from: number, to: number];
  readonly payload: Uint8Array;
  /** Whether the whole datagram is there. */
  readonly whole: boolean;
}

/** 'fragment': a part of a datagram, which is not put together here. undefined: no UDP at all. */
export type Found = Datagram | 'fragment' | undefined;

const UDP = 17;
const UDP_HEADER = 8;

/** What of UDP an IP packet carries. Never throws. */
export function findDatagram(packet: DataView): Found {
  if (packet.byteLength < 1) return undefined;
  const version = packet.getUint8(0) >> 4;
  if (version === 4) return fromIpv4(packet);
  return version === 6 ? fromIpv6(packet) : undefined;
}

function fromIpv4(packet: DataView): Found {
  const header = (packet.getUint8(0) & 15) * 4;
  if (header < 20 || packet.byteLength < header || packet.getUint8(9) !== UDP) return undefined;
  // More fragments to come, or not the first one.
  if ((packet.getUint16(6) & 0x3fff) !== 0) return 'fragment';
  return fromUdp(sub(packet, header), ipv4(packet, 12), ipv4(packet, 16));
}

const IPV6_HEADER = 40;
/** Hop-by-hop, routing and destination options: next header, and a length in units of eight bytes beyond the first. */
const IPV6_OPTIONS = new Set([0, 43, 60]);
const IPV6_FRAGMENT = 44;

function fromIpv6(packet: DataView): Found {
  if (packet.byteLength < IPV6_HEADER) return undefined;
  let next = packet.getUint8(6);
  let at = IPV6_HEADER;
  while (IPV6_OPTIONS.has(next) && at + 2 <= packet.byteLength) {
    next = packet.getUint8(at);
    at += (packet.getUint8(at + 1) + 1) * 8;
  }
  if (next === IPV6_FRAGMENT) return 'fragment';
  if (next !== UDP || at > packet.byteLength) return undefined;
  return fromUdp(sub(packet, at), ipv6(packet, 8), ipv6(packet, 24));
}

/** The length in the UDP header counts: Ethernet pads short frames. */
function fromUdp(segment: DataView, source: string, target: string): Datagram | undefined {
  if (segment.byteLength < UDP_HEADER) return undefined;
  const ports = [segment.getUint16(0), segment.getUint16(2)] as const;
  const end = segment.getUint16(4);
  if (end < UDP_HEADER) return undefined;
  const here = Math.min(end, segment.byteLength);
  const payload = new Uint8Array(segment.buffer, segment.byteOffset + UDP_HEADER, here - UDP_HEADER);
  return { from: `${source}:${ports[0]}`, to: `${target}:${ports[1]}`, ports, payload, whole: here === end };
}

function ipv4(packet: DataView, at: number): string {
  return [0, 1, 2, 3].map((i) => packet.getUint8(at + i)).join('.');
}

/** In brackets, with the longest run of zeros left out; the platform knows how. */
function ipv6(packet: DataView, at: number): string {
  const groups = [0, 2, 4, 6, 8, 10, 12, 14].map((i) => packet.getUint16(at + i).toString(16));
  return new URL(`http://[${groups.join(':')}]`).hostname;
}
