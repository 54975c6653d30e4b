import { sub } from './pcap.js';

/** Takes the IP packet out of a frame; undefined: the frame carries none. */
type Unwrap = (frame: DataView) => DataView | undefined;

const IPV4 = 0x0800;
const IPV6 = 0x86dd;
const VLAN_TAGS = new Set([0x8100, 0x88a8, 0x9100]);

/** By LINKTYPE_ number (https://www.tcpdump.org/linktypes.html). */
const LINKS: ReadonlyMap<number, Unwrap> = new Map<number, Unwrap>([
  // The address family in four bytes, of which the IP packet's own version tells as much.
  [0, (frame) => after(frame, 4)],
  [108, (frame) => after(frame, 4)],
  [1, ethernet],
  [12, raw],
  [14, raw],
  [101, raw],
  [228, raw],
  [229, raw],
  [113, (frame) => byEtherType(frame, 14, 16)],
  [276, (frame) => byEtherType(frame, 0, 20)],
]);

/** Throws an Error of one line for a link layer that is not known. */
export function linkLayer(linkType: number): Unwrap {
  const unwrap = LINKS.get(linkType);
  if (unwrap !== undefined) return unwrap;
  throw new Error(`its link type ${linkType} is not known; Ethernet, Linux cooked, loopback and raw IP are`);
}

function raw(frame: DataView): DataView {
  return frame;
}

function after(frame: DataView, header: number): DataView | undefined {
  return frame.byteLength < header ? undefined : sub(frame, header);
}

function ethernet(frame: DataView): DataView | undefined {
  let typeAt = 12;
  while (typeAt + 2 <= frame.byteLength && VLAN_TAGS.has(frame.getUint16(typeAt))) typeAt += 4;
  return byEtherType(frame, typeAt, typeAt + 2);
}

function byEtherType(frame: DataView, typeAt: number, header: number): DataView | undefined {
  if (frame.byteLength < header) return undefined;
  const type = frame.getUint16(typeAt);
  return type === IPV4 || type === IPV6 ? sub(frame, header) : undefined;
}
