import { describe, expect, it } from 'vitest';
import { dataRequest, privateMessage, rumor, searchReply, searchResult, simple } from '../../src/core/packet.js';
import { GossipPacket } from '../../src/gen/peerster/v1/gossip.js';
import { decode, encode, sizeOf } from '../../src/wire/codec.js';
import { generatedOf } from './support/generated.js';
import { goDecode } from './support/go-codec.js';
import { goValueOf } from './support/go-value.js';
import { fromHex, toHex } from './support/hex.js';
import { decodeVectors, dialectOf, encodeVectors, extensionVectors } from './support/vectors.js';

const packets = encodeVectors.filter((vector) => Object.keys(vector.value).length === 1);
const notPackets = encodeVectors.filter((vector) => Object.keys(vector.value).length !== 1);

describe('vectors of the Go codec', () => {
  it('are all there', () => {
    expect([packets.length, notPackets.length, decodeVectors.length]).toEqual([20, 2, 7]);
  });

  it.each(packets)('$name is read as what was written, and written byte for byte', (vector) => {
    const packet = decode(fromHex(vector.hex), dialectOf(vector));
    if (typeof packet === 'string') throw new Error(packet);
    expect(goValueOf(packet, dialectOf(vector))).toEqual(vector.value);
    expect(toHex(encode(packet, dialectOf(vector)))).toBe(vector.hex);
    expect(sizeOf(packet)).toBe(vector.hex.length / 2);
  });

  it.each(notPackets)('$name holds zero or two messages and is dropped', (vector) => {
    expect(decode(fromHex(vector.hex), dialectOf(vector))).toBe('not-one-message');
  });

  it.each(decodeVectors.filter((vector) => vector.go_codec.error === ''))('$name is read as the Go codec reads it', (vector) => {
    const packet = decode(fromHex(vector.hex), dialectOf(vector));
    if (typeof packet === 'string') throw new Error(packet);
    expect(goValueOf(packet, dialectOf(vector))).toEqual(vector.go_codec.value);
  });

  it.each(decodeVectors.filter((vector) => vector.go_codec.error !== ''))('$name is an error to the Go codec and dropped', (vector) => {
    expect(decode(fromHex(vector.hex), dialectOf(vector))).toBe('malformed');
  });
});

describe('the forward-only decoder of these tests', () => {
  it.each(encodeVectors)('reads $name as the Go codec does', (vector) => {
    expect(goDecode(fromHex(vector.hex), dialectOf(vector))).toEqual(vector.value);
  });

  it.each(decodeVectors.filter((vector) => vector.go_codec.error === ''))('reads $name as the Go codec does', (vector) => {
    expect(goDecode(fromHex(vector.hex), dialectOf(vector))).toEqual(vector.go_codec.value);
  });

  it('fails where the Go codec fails', () => {
    const broken = decodeVectors.filter((vector) => vector.go_codec.error !== '');
    for (const vector of broken)
      expect(() => goDecode(fromHex(vector.hex), dialectOf(vector))).toThrow('bad protobuf length-delimited value');
  });

  it('drops a field that comes too early', () => {
    expect(goDecode(fromHex('120c10010a01411a0548656c6c6f'), 'course')).toEqual({ Rumor: { Origin: '', ID: 1, Text: 'Hello' } });
  });
});

describe('packets built here', () => {
  const hash = Uint8Array.from({ length: 32 }, (_, i) => i);
  const named = (name: string) => encodeVectors.find((vector) => vector.name === name)?.hex;

  it('are written as the Go codec writes them', () => {
    expect(toHex(encode(simple('A', '127.0.0.1:5000', 'Hello'), 'course'))).toBe(named('course.simple'));
    expect(toHex(encode(rumor('nodeA', 300, 'hé'), 'course'))).toBe(named('reference.rumor.bigid'));
    expect(toHex(encode(dataRequest('A', 'B', 10, hash), 'course'))).toBe(named('course.datarequest'));
    const found = searchResult('f.txt', hash, [1, 2, 3], 3);
    expect(toHex(encode(searchReply('B', 'A', 10, [found]), 'course'))).toBe(named('course.searchreply'));
  });

  it('have destination and text of a PrivateMessage where the next hop looks for them', () => {
    const packet = privateMessage('A', 1, 'Hi', 'B', 10);
    expect(toHex(encode(packet, 'course'))).toBe(named('course.private'));
    expect(toHex(encode(packet, 'reference'))).toBe(named('reference.private'));
  });
});

describe('vectors of the extensions', () => {
  it.each(extensionVectors)('$name is read as what it is, and written byte for byte', ({ hex, value }) => {
    const packet = decode(fromHex(hex), 'course');
    if (typeof packet === 'string') throw new Error(packet);
    expect(generatedOf(packet, 'course')).toEqual(GossipPacket.fromJSON(value));
    expect(toHex(encode(packet, 'course'))).toBe(hex);
    expect(goDecode(fromHex(hex), 'course')).toEqual(goValueOf(packet, 'course'));
  });
});
