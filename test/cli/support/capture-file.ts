/** Builds classic captures for tests. */
interface Form {
  readonly little: boolean;
  readonly nanoseconds: boolean;
  readonly linkType: number;
}

export interface Packet {
  readonly seconds: number;
  readonly fraction: number;
  readonly frame: readonly number[];
  /** Of the frame on the wire, where the capture cut it. */
  readonly originally?: number;
}

export function captureFile({ little, nanoseconds, linkType }: Form, packets: readonly Packet[]): Uint8Array {
  const word = (value: number) => (little ? bytes(value, 4).reverse() : bytes(value, 4));
  const half = (value: number) => (little ? bytes(value, 2).reverse() : bytes(value, 2));
  const header = [
    ...word(nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4),
    ...half(2),
    ...half(4),
    ...word(0),
    ...word(0),
    ...word(65_535),
    ...word(linkType),
  ];
  const records = packets.flatMap(({ seconds, fraction, frame, originally }) => [
    ...[seconds, fraction, frame.length, originally ?? frame.length].flatMap(word),
    ...frame,
  ]);
  return Uint8Array.from([...header, ...records]);
}

function bytes(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.floor(value / 256 ** (count - 1 - i)) % 256);
}

export function udp(from: number, to: number, payload: Uint8Array): number[] {
  return [...bytes(from, 2), ...bytes(to, 2), ...bytes(payload.length + 8, 2), 0, 0, ...payload];
}

/** `fragment`: the two bytes of flags and offset. */
export function ipv4(segment: readonly number[], { protocol = 17, fragment = 0x4000, options = 0 } = {}): number[] {
  const header = [0x45 + options, 0, ...bytes(20 + options * 4 + segment.length, 2), 0, 0, ...bytes(fragment, 2), 64, protocol, 0, 0];
  return [...header, 127, 0, 0, 1, 127, 0, 0, 2, ...Array<number>(options * 4).fill(1), ...segment];
}

const LOOPBACK = [...Array<number>(15).fill(0), 1];
const LINK_LOCAL = [0xfe, 0x80, ...Array<number>(13).fill(0), 2];

/** `before`: extension headers, and the number of the first of them. */
export function ipv6(segment: readonly number[], before: readonly number[] = [], first = 17): number[] {
  return [0x60, 0, 0, 0, ...bytes(before.length + segment.length, 2), first, 64, ...LOOPBACK, ...LINK_LOCAL, ...before, ...segment];
}

const MACS = Array<number>(12).fill(0xaa);

export function ethernet(packet: readonly number[], type = 0x0800, tags: readonly number[] = []): number[] {
  return [...MACS, ...tags, ...bytes(type, 2), ...packet];
}

/** Linux cooked captures, version 1 and 2. */
export function cooked1(packet: readonly number[], type = 0x0800): number[] {
  return [...Array<number>(14).fill(0), ...bytes(type, 2), ...packet];
}

export function cooked2(packet: readonly number[], type = 0x0800): number[] {
  return [...bytes(type, 2), ...Array<number>(18).fill(0), ...packet];
}
