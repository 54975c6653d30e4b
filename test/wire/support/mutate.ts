import type { Random } from '../../../src/core/random.js';

type Fault = (bytes: readonly number[], at: number, random: Random) => readonly number[];

const FAULTS: readonly Fault[] = [
  // A bit falls over.
  (bytes, at, random) => bytes.map((byte, i) => (i === at ? byte ^ (1 << random.below(8)) : byte)),
  // A byte is another one; those that mean most to protobuf come often.
  (bytes, at, random) => bytes.map((byte, i) => (i === at ? pick(random) : byte)),
  // Something is put in, left out, cut off, doubled.
  (bytes, at, random) => [...bytes.slice(0, at), pick(random), ...bytes.slice(at)],
  (bytes, at) => [...bytes.slice(0, at), ...bytes.slice(at + 1)],
  (bytes, at) => bytes.slice(0, at),
  (bytes, at, random) => [...bytes, ...bytes.slice(at, at + random.below(8))],
];

/** `datagram` with one to four faults, of the kinds that buffers, links and enemies make. */
export function mutate(datagram: Uint8Array, random: Random): Uint8Array {
  let bytes: readonly number[] = Array.from(datagram);
  for (let faults = 1 + random.below(4); faults > 0; faults--) {
    const fault = FAULTS[random.below(FAULTS.length)] as Fault;
    bytes = fault(bytes, random.below(bytes.length + 1), random);
  }
  return Uint8Array.from(bytes);
}

function pick(random: Random): number {
  const telling = [0x00, 0x01, 0x7f, 0x80, 0xff, 0x0a, 0x10, 0x12, 0x1a, 0x22];
  return random.chance(0.5) ? (telling[random.below(telling.length)] as number) : random.below(256);
}
