import { fileURLToPath } from 'node:url';
import { loadSync, type MessageTypeDefinition } from '@grpc/proto-loader';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Dialect, type Packet, searchReply, searchResult } from '../../src/core/packet.js';
import { GossipPacket } from '../../src/gen/peerster/v1/gossip.js';
import { type Bundle, decode, encode, rumorSizeInBundle, sizeOf, write } from '../../src/wire/codec.js';
import { anyPacket, bundle, dialect, plainPacket, rumors } from './support/arbitrary.js';
import { generatedOf } from './support/generated.js';
import { goDecode } from './support/go-codec.js';
import { goValueOf } from './support/go-value.js';
import { toHex } from './support/hex.js';

const schema = fileURLToPath(new URL('../../proto/peerster/v1/gossip.proto', import.meta.url));
const loaded = loadSync(schema, { longs: Number })['peerster.v1.GossipPacket'] as MessageTypeDefinition<object, object>;

/** Checks any packet in either dialect. */
function always(check: (packet: Packet | Bundle, form: Dialect) => void): void {
  fc.assert(
    fc.property(anyPacket, dialect, (packet, form) => {
      check(packet, form);
    }),
    { numRuns: 1_000 },
  );
}

describe('every packet', () => {
  it('is read back as it was written', () => {
    always((packet, form) => expect(decode(encode(packet, form), form)).toEqual(packet));
  });

  it('takes as many bytes as sizeOf says, wherever it is written, and touches nothing beside them', () => {
    always((packet, form) => {
      const at = sizeOf(packet) % 7;
      const target = new Uint8Array(at + sizeOf(packet) + 8).fill(0xaa);
      expect(write(packet, form, target, at)).toBe(at + sizeOf(packet));
      expect(toHex(target)).toBe('aa'.repeat(at) + toHex(encode(packet, form)) + 'aa'.repeat(8));
    });
  });

  it('is written byte for byte as the generated code writes it', () => {
    always((packet, form) => {
      // The Go codec writes an empty packed list, the generated code does not.
      fc.pre(packet.kind !== 'searchReply' || [...packet.results, ...packet.trees].every((result) => result.chunkMap.length > 0));
      const generated = GossipPacket.encode(generatedOf(packet, form)).finish();
      expect(toHex(encode(packet, form))).toBe(toHex(generated));
    });
  });

  it('is read by the generated code as what it is', () => {
    always((packet, form) => expect(GossipPacket.decode(encode(packet, form))).toEqual(generatedOf(packet, form)));
  });

  it('is read from the bytes of an independent encoder', () => {
    always((packet, form) => expect(decode(loaded.serialize(plain(generatedOf(packet, form))), form)).toEqual(packet));
  });

  it('is read by a forward-only decoder, which skips what it does not know', () => {
    always((packet, form) => expect(goDecode(encode(packet, form), form)).toEqual(goValueOf(packet, form)));
  });

  it('keeps its bytes when others are encoded after it', () => {
    const seen: { readonly bytes: Uint8Array; readonly hex: string }[] = [];
    always((packet, form) => {
      const bytes = encode(packet, form);
      seen.push({ bytes, hex: toHex(bytes) });
    });
    for (const { bytes, hex } of seen) expect(toHex(bytes)).toBe(hex);
  });
});

/** As `loaded` takes it: numbers for 64-bit fields and no undefined. */
function plain(packet: GossipPacket): object {
  return JSON.parse(JSON.stringify(packet, (_, value: unknown) => numbered(value))) as object;
}

function numbered(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}

describe('what Go nodes do not know', () => {
  it('is not in a packet without extensions', () => {
    fc.assert(
      fc.property(plainPacket, dialect, (packet, form) => {
        const read = GossipPacket.decode(encode(packet, form));
        expect([read.bundle, read.status?.abilities, read.status?.range, read.status?.listed].every((one) => one === undefined)).toBe(true);
      }),
    );
  });
});

describe('a chunk map without chunks', () => {
  it('is written all the same, as the Go codec does', () => {
    const reply = searchReply('', '', 0, [searchResult('f', new Uint8Array(0), [], 1)]);
    expect(toHex(encode(reply, 'course'))).toContain('1a002001');
  });
});

describe('a bundle', () => {
  const sizeBefore = (all: Bundle) => all.rumors.reduce((sum, rumor) => sum + rumorSizeInBundle(rumor), 0);

  it('grows by rumorSizeInBundle with each rumor', () => {
    fc.assert(
      fc.property(bundle, (all) => {
        const body = sizeBefore(all);
        expect(sizeOf(all)).toBe(2 + (body < 128 ? 1 : body < 16_384 ? 2 : 3) + body);
      }),
    );
  });
});

describe('a text that is no well-formed Unicode', () => {
  it.each(['\ud800', 'a\udc00b', '\ud83d\ud83d\ude00', `${'x'.repeat(40)}\ud800`, `\ud800${'é'.repeat(20_000)}`])(
    '%j is written as U+FFFD in the size that was promised',
    (text) => {
      const packet = { kind: 'rumor', origin: 'A', id: 1, text, raw: undefined } as const;
      const bytes = encode(packet, 'course');
      expect(bytes.length).toBe(sizeOf(packet));
      expect(decode(bytes, 'course')).toMatchObject({ text: new TextDecoder().decode(new TextEncoder().encode(text)) });
    },
  );
});

describe('the same name read again', () => {
  it('is the same text whatever was read in between', () => {
    fc.assert(
      fc.property(fc.array(rumors, { maxLength: 50 }), (all) => {
        const form: Dialect = 'course';
        for (const rumor of [...all, ...all]) expect(decode(encode(rumor, form), form)).toEqual(rumor);
      }),
    );
  });
});
