import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALL, rumor, status, want } from '../../src/core/packet.js';
import { decode, encode } from '../../src/wire/codec.js';
import { Readings } from '../../src/wire/readings.js';

const name = fc.string({ maxLength: 5 });
const packet = fc.oneof(
  fc.tuple(name, fc.nat(3), name).map(([origin, id, text]) => rumor(origin, id, text)),
  fc.array(fc.tuple(name, fc.nat(3)), { maxLength: 4 }).map((wants) =>
    status(
      wants.map(([origin, next]) => want(origin, next)),
      ALL,
      1,
    ),
  ),
);

test('what is remembered of datagrams is what reading them says, also where some of their bytes are flipped', () => {
  const readings = new Readings();
  fc.assert(
    fc.property(packet, fc.array(fc.tuple(fc.nat(100), fc.nat(255)), { maxLength: 3 }), (written, flips) => {
      const bytes = new Uint8Array(encode(written, 'course'));
      for (const [at, bits] of flips) bytes[at % bytes.length]! ^= bits;
      for (let twice = 0; twice < 2; twice++) expect(readings.read(bytes, 'course')).toEqual(decode(bytes, 'course'));
    }),
    { numRuns: 2_000 },
  );
});

test('a rumor that comes again is the same object', () => {
  const readings = new Readings();
  const read = () => readings.read(encode(rumor('A', 1, 'a text that many nodes keep'), 'course'), 'course');
  expect(read()).toBe(read());
});
