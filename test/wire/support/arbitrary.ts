import * as fc from 'fast-check';
import {
  ALL,
  dataReply,
  dataRequest,
  LISTED,
  type Packet,
  privateMessage,
  rumor,
  type Scope,
  searchReply,
  searchRequest,
  searchResult,
  simple,
  status,
  want,
} from '../../../src/core/packet.js';
import type { Bundle } from '../../../src/wire/codec.js';

/** Around every length at which something changes: hand-written and platform UTF-8, one and two bytes of length. */
const unit = fc.constantFrom('a', 'Z', '0', '\u0000', '\u007f', '\u0080', 'é', '\u07ff', '\u0800', '€', '\ufeff', '\ufffd', '😀');
const lengths = fc.constantFrom(0, 1, 5, 12, 13, 24, 25, 32, 33, 63, 64, 126, 127, 128, 129, 300);
const ascii = fc.tuple(lengths, fc.constantFrom('x', '~', ' ')).map(([length, filler]) => filler.repeat(length));
export const text: fc.Arbitrary<string> = fc.oneof(ascii, fc.string({ unit, maxLength: 60 }), fc.string({ unit: 'grapheme' }));
const name = fc.oneof(fc.constantFrom('A', 'B', 'nodeA', 'node-3', '127.0.0.1:5000'), text);
const uint32 = fc.oneof(fc.constantFrom(0, 1, 127, 128, 300, 16_383, 16_384, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1), fc.nat());
const uint53 = fc.oneof(uint32, fc.constantFrom(2 ** 32, 2 ** 49 - 1, Number.MAX_SAFE_INTEGER), fc.maxSafeNat());
const bytes = fc.uint8Array({ maxLength: 200 });

export const rumors = fc.tuple(name, uint32, text).map((fields) => rumor(...fields));
const wants = fc.array(
  fc.tuple(name, uint32).map((fields) => want(...fields)),
  { maxLength: 40 },
);
const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constantFrom(ALL, LISTED),
  fc.record({ kind: fc.constant('range' as const), after: name, upTo: fc.option(name, { nil: undefined }) }),
);
const results = fc.array(
  fc.tuple(name, bytes, fc.array(uint53, { maxLength: 150 }), uint53).map((fields) => searchResult(...fields)),
  { maxLength: 4 },
);

/** Every packet that Go nodes know, without our extensions. */
export const plainPacket: fc.Arbitrary<Packet> = fc.oneof(
  fc.tuple(name, name, text).map((fields) => simple(...fields)),
  rumors,
  fc.tuple(wants, fc.option(name, { nil: undefined })).map(([entries, route]) => status(entries, ALL, 0, route)),
  fc.tuple(name, uint32, text, name, uint32).map((fields) => privateMessage(...fields)),
  fc.tuple(name, name, uint32, bytes).map((fields) => dataRequest(...fields)),
  fc.tuple(name, name, uint32, bytes, bytes).map((fields) => dataReply(...fields)),
  fc.tuple(name, uint53, fc.array(text, { maxLength: 5 })).map((fields) => searchRequest(...fields)),
  fc.tuple(name, name, uint32, results).map((fields) => searchReply(...fields)),
);

const extendedStatus: fc.Arbitrary<Packet> = fc
  .tuple(wants, scope, uint32, fc.option(name, { nil: undefined }))
  .map((fields) => status(...fields));

const extendedReply: fc.Arbitrary<Packet> = fc.tuple(name, name, uint32, results, results).map((fields) => searchReply(...fields));

const extendedRequest: fc.Arbitrary<Packet> = fc
  .tuple(name, name, uint32, bytes, fc.array(bytes, { maxLength: 40 }))
  .map((fields) => dataRequest(...fields));

export const bundle: fc.Arbitrary<Bundle> = fc.record({
  kind: fc.constant('bundle' as const),
  rumors: fc.array(rumors, { maxLength: 20 }),
});

export const anyPacket: fc.Arbitrary<Packet | Bundle> = fc.oneof(plainPacket, extendedStatus, extendedRequest, extendedReply, bundle);
export const dialect = fc.constantFrom('course' as const, 'reference' as const);
