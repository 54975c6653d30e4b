import { describe, expect, it } from 'vitest';
import { BOUNDS } from '../../src/core/bounds.js';
import { ALL, LISTED, rumor, status, want } from '../../src/core/packet.js';
import { decode, encode, sizeOf } from '../../src/wire/codec.js';
import { field, fromHex, toHex } from './support/hex.js';

const read = (hex: string) => decode(fromHex(hex.replaceAll(' ', '')), 'course');
const hello = rumor('A', 1, 'Hello');

describe('a datagram', () => {
  it('that is empty holds no message', () => expect(read('')).toBe('not-one-message'));
  it('with two different messages is dropped', () => expect(read('12080a014110011a0178 1a00')).toBe('not-one-message'));
  it('with the same message twice is dropped', () => expect(read('1a00 1a00')).toBe('not-one-message'));
  it('with a message and a bundle is dropped', () => expect(read('1a00 820100')).toBe('not-one-message'));
  it('of another year of the course is of an unknown kind', () => {
    expect(read('4a00')).toBe('unknown-kind');
    expect(read('5200')).toBe('unknown-kind');
  });
  it('with nothing but unknown fields of any wire type is of an unknown kind', () => {
    expect(read('5801')).toBe('unknown-kind');
    expect(read('5d01020304')).toBe('unknown-kind');
    expect(read('590102030405060708')).toBe('unknown-kind');
    expect(read('5a0178')).toBe('unknown-kind');
    expect(read('8080800100')).toBe('unknown-kind');
  });
  it('is read to its end and no further', () => {
    const inside = new Uint8Array([0xff, ...fromHex('120c0a014110011a0548656c6c6f'), 0x1a, 0x00]);
    expect(decode(inside.subarray(1, 15), 'course')).toEqual(hello);
  });
  it('larger than UDP can carry is refused', () => {
    expect(decode(new Uint8Array(BOUNDS.datagramBytes + 1), 'course')).toBe('oversize');
    expect(decode(new Uint8Array(BOUNDS.datagramBytes), 'course')).toBe('malformed');
  });
  it('with a damaged second message is malformed before it is two', () => expect(read('1a00 1a05')).toBe('malformed'));
});

describe('unknown fields', () => {
  it('beside a message are skipped, before and after it', () => {
    expect(read('7a0178 120c0a014110011a0548656c6c6f')).toEqual(hello);
    expect(read('120c0a014110011a0548656c6c6f 5801')).toEqual(hello);
  });
  it('inside a message are skipped', () => {
    expect(read(field('1a', '0a050a01411002 5801 7a0178'))).toEqual(status([want('A', 2)]));
    expect(read(field('1a', field('0a', '5d00000000 0a0141 1002 5801')))).toEqual(status([want('A', 2)]));
  });
  it('numbered like a known one plus 32 are unknown', () => {
    expect(read('1a03 8a0200')).toEqual(status([]));
    expect(read('8a0200')).toBe('unknown-kind');
    expect(read('8a0200 1a00')).toEqual(status([]));
  });
});

describe('fields in another order', () => {
  it('are read all the same', () => {
    expect(read(field('12', '1a0548656c6c6f 1001 0a0141'))).toMatchObject({ origin: 'A', id: 1, text: 'Hello' });
    expect(read(field('1a', '120141', field('0a', '1002 0a03414243')))).toEqual(status([want('ABC', 2)], ALL, 0, 'A'));
  });
  it('and repeated count as last written', () => expect(read(field('12', '0a0141 1001 1002'))).toMatchObject({ id: 2 }));
});

describe('malformed is', () => {
  it.each([
    ['a tag without a value', '0a'],
    ['field 0', '0200'],
    ['a group', '5b5c'],
    ['wire type 6', '5e'],
    ['a length beyond the datagram', '1203 0a0141 1a05'],
    ['a length of a sub-message beyond the datagram', '12ff0a0141'],
    ['a text beyond its message, though not beyond the datagram', '12030a0541 4242424242'],
    ['a length of 2^32 - 1', '12ffffffff0f00'],
    ['a length above 2^32', '1280808080808001'],
    ['a known message as a number', '1001'],
    ['a text as a number', '12020801'],
    ['an id as a text', '1203120141'],
    ['an id as 32 fixed bits', '12051501000000'],
    ['a want as a number', '1a020801'],
    ['abilities as a text', '1a04 82010178'.replaceAll(' ', '')],
    ['an id that ends in the middle', '12021080'],
    ['an id above 2^32 - 1', '1206108080808010'],
    ['an id below zero', '120b10ffffffffffffffffff01'],
    ['a number of more than ten bytes', '58ffffffffffffffffffff01'],
    ['a number of more than 64 bits', '58ffffffffffffffffff02'],
    ['32 fixed bits that are not there', '5d010203'],
    ['64 fixed bits that are not there', '5901020304050607'],
    ['a tag of more than 32 bits', '80808080801000'],
  ])('%s', (_, hex) => expect(read(hex)).toBe('malformed'));
});

describe('numbers', () => {
  it('go up to 2^32 - 1 for an id', () => expect(read('1206 10ffffffff0f')).toMatchObject({ id: 2 ** 32 - 1 }));
  it('go up to 2^53 - 1 for a budget', () => {
    expect(read('3a09 10ffffffffffffff0f')).toMatchObject({ budget: Number.MAX_SAFE_INTEGER });
    expect(read('3a09 108080808080808010')).toBe('malformed');
  });
  it('may be longer than they need be', () => expect(read('1203 108100')).toMatchObject({ id: 1 }));
  it('of 64 bits are skipped where they are unknown', () => expect(read('58ffffffffffffffffff01')).toBe('unknown-kind'));
});

describe('a chunk map', () => {
  const maps = (result: string) => {
    const packet = read(field('42', field('22', result)));
    return typeof packet === 'object' && packet.kind === 'searchReply' ? packet.results.map((result) => result.chunkMap) : packet;
  };
  it('is read packed, in one piece or several', () => {
    expect(maps('1a03010203')).toEqual([[1, 2, 3]]);
    expect(maps('1a020102 1a020304')).toEqual([[1, 2, 3, 4]]);
  });
  it('is read unpacked, and both mixed', () => {
    expect(maps('1801 1802 1803')).toEqual([[1, 2, 3]]);
    expect(maps('1801 1a020203')).toEqual([[1, 2, 3]]);
  });
  it('is malformed where a number runs over its piece', () => expect(maps('1a0180 01')).toBe('malformed'));
});

describe('a Status', () => {
  it('tells absent from empty in field 2', () => {
    expect(read('1a00')).toEqual(status([]));
    expect(read('1a021200')).toEqual(status([], ALL, 0, ''));
  });
  it('carries abilities, a range or a list in the extension fields', () => {
    expect(read('1a03 800101')).toEqual(status([], ALL, 1));
    expect(read(field('1a', '8a0106 0a0141 120142'))).toEqual(status([], { kind: 'range', after: 'A', upTo: 'B' }));
    expect(read(field('1a', '8a0103 0a0141'))).toEqual(status([], { kind: 'range', after: 'A', upTo: undefined }));
    expect(read('1a03 900101')).toEqual(status([], LISTED));
    expect(read('1a03 900100')).toEqual(status([]));
  });
  it('with a range and a list at once is dropped', () => expect(read(field('1a', '8a0100 900101'))).toBe('bad-status'));
});

describe('a rumor', () => {
  const rewritten = (hex: string) => {
    const packet = read(hex);
    if (typeof packet === 'string') return packet;
    expect(sizeOf(packet)).toBe(encode(packet, 'course').length);
    return toHex(encode(packet, 'course'));
  };

  it('as we write it ourselves keeps no bytes', () => {
    expect(read('120c0a014110011a0548656c6c6f')).toEqual(hello);
    expect(read(field('12', '0a0141 1001 1a03efbfbd'))).toEqual(rumor('A', 1, '\ufffd'));
  });

  it.each([
    ['fields in another order', '120c10010a01411a0548656c6c6f'],
    ['an unknown field', '120e0a014110011a0548656c6c6f2001'],
    ['an unknown field first', '120e20010a014110011a0548656c6c6f'],
    ['an unknown field of number 32 first', '120f8002010a014110011a0548656c6c6f'],
    ['a field that is missing', '12030a0141'],
    ['a field twice', '120f0a01420a014110011a0548656c6c6f'],
    ['an id longer than it need be', '120d0a01411081001a0548656c6c6f'],
    ['a length longer than it need be', '120d0a81004110011a0548656c6c6f'],
    ['a tag longer than it need be', '120d8a00014110011a0548656c6c6f'],
    ['a byte that is not UTF-8', '12080a014110011a01ff'],
    ['a name that is not UTF-8', '12080a01ff10011a0141'],
    ['a surrogate in UTF-8', '120a0a014110011a03eda080'],
  ])('with %s is written as it came', (_, hex) => {
    expect(read(hex)).toMatchObject({ kind: 'rumor', raw: fromHex(hex).subarray(2) });
    expect(rewritten(hex)).toBe(hex);
  });

  it('is read lossily where it is not UTF-8, and keeps a byte order mark', () => {
    expect(read('12080a014110011a01ff')).toMatchObject({ text: '\ufffd' });
    expect(read('120b0a014110011a04efbbbf41')).toEqual(rumor('A', 1, '\ufeffA'));
  });

  it('keeps its bytes inside a bundle too, and its neighbours keep none', () => {
    const other = field('0a', '1001 0a0141 1a03486579');
    const own = field('0a', '0a0142 1001 1a0158');
    const hex = field('8201', other, own);
    expect(read(hex)).toEqual({ kind: 'bundle', rumors: [rumor('A', 1, 'Hey', fromHex(other).subarray(2)), rumor('B', 1, 'X')] });
    expect(rewritten(hex)).toBe(hex);
  });
});

describe('what was read', () => {
  it.each(['120e0a014110011a0548656c6c6f2001', '2a2a0a0142120141180a2220000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'])(
    'shares no memory with the datagram: %s',
    (hex) => {
      const bytes = Buffer.from(hex, 'hex');
      const packet = decode(bytes, 'course');
      const before = structuredClone(packet);
      bytes.fill(0);
      expect(packet).toEqual(before);
    },
  );

  it('is a part of the datagram where it is a block of a file, and nothing else of it is', () => {
    const bytes = Buffer.from(
      '32300a0142120141180a2220000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2a04deadbeef',
      'hex',
    );
    const packet = decode(bytes, 'course');
    const before = structuredClone(packet);
    bytes.fill(0);
    expect(packet).toEqual({ ...(before as object), data: new Uint8Array(4) });
  });
});
