import type { SocketAddress } from './facade.js';

/** https://www.tcpdump.org/manpages/pcap-savefile.5.html: microseconds, little-endian. */
const MAGIC = 0xa1b2_c3d4;
/** LINKTYPE_RAW: a frame begins with the IP header. */
const RAW_IP = 101;
const FILE_HEADER = 24;
const FRAME_HEADER = 16;
const IP_HEADER = 20;
const UDP_HEADER = 8;
const UDP = 17;

/** The beginning of a capture of IP packets. */
export function captureHeader(): Uint8Array {
  const view = new DataView(new ArrayBuffer(FILE_HEADER));
  view.setUint32(0, MAGIC, true);
  view.setUint16(4, 2, true);
  view.setUint16(6, 4, true);
  view.setUint32(16, 65_535, true);
  view.setUint32(20, RAW_IP, true);
  return new Uint8Array(view.buffer);
}

/** A datagram as a frame of it. `time`: ms since 1970. The checksum of UDP is left out, as IPv4 allows. */
export function captureFrame(time: number, from: SocketAddress, to: SocketAddress, payload: Uint8Array): Uint8Array {
  const length = IP_HEADER + UDP_HEADER + payload.length;
  const frame = new Uint8Array(FRAME_HEADER + length);
  const view = new DataView(frame.buffer);
  const micros = Math.round(time * 1_000);
  view.setUint32(0, Math.floor(micros / 1_000_000), true);
  view.setUint32(4, micros % 1_000_000, true);
  view.setUint32(8, length, true);
  view.setUint32(12, length, true);
  writeIp(new DataView(frame.buffer, FRAME_HEADER), length, from, to);
  frame.set(payload, FRAME_HEADER + IP_HEADER + UDP_HEADER);
  return frame;
}

function writeIp(view: DataView, length: number, from: SocketAddress, to: SocketAddress): void {
  view.setUint8(0, 0x45);
  view.setUint16(2, length);
  view.setUint8(8, 64);
  view.setUint8(9, UDP);
  view.setUint32(12, numberOf(from.host));
  view.setUint32(16, numberOf(to.host));
  view.setUint16(10, checksum(view));
  view.setUint16(IP_HEADER, from.port);
  view.setUint16(IP_HEADER + 2, to.port);
  view.setUint16(IP_HEADER + 4, length - IP_HEADER);
}

/** Of the IP header: the complement of the sum of its 16-bit words, carries added. */
function checksum(view: DataView): number {
  let sum = 0;
  for (let at = 0; at < IP_HEADER; at += 2) sum += at === 10 ? 0 : view.getUint16(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

function numberOf(host: string): number {
  return host.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
