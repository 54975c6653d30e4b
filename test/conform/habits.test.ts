import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { lineFault } from '../../src/conform/habits/lines.js';
import { wireFaults } from '../../src/conform/habits/wire.js';

const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

describe('the form of datagrams', () => {
  interface Vector {
    readonly name: string;
    readonly hex: string;
  }
  const { encode } = JSON.parse(readFileSync(new URL('../../docs/wire-vectors.json', import.meta.url), 'utf8')) as { encode: Vector[] };
  const packets = encode.filter(({ name }) => !/\.(empty|two)$/.test(name) || name.includes('status'));

  test.each(packets.map((vector) => [vector.name, vector.hex]))('%s, as the Go codec writes it, breaks nothing', (_name, bytes) => {
    expect(wireFaults(hex(bytes))).toEqual([]);
  });

  test.each([
    ['W1', 'the length of a field is wrong', '120c0a0141'],
    ['W2', 'two messages', '12080a014110011a01781a00'],
    ['W2', 'no message', ''],
    ['W4', 'a field of another year', '12080a014110011a01784a00'],
    ['W5', 'the id comes before the origin', '120810010a01411a0178'],
    ['W6', 'the text is left out', '12050a01411001'],
    ['W14', 'the id has two bytes where one does', '12090a01411081001a0178'],
  ])('%s: %s', (sentence, _what, bytes) => {
    expect(wireFaults(hex(bytes)).map(([broken]) => broken)).toEqual([sentence]);
  });

  test('W17: more bytes than a datagram carries', () => {
    expect(wireFaults(new Uint8Array(65_508)).map(([broken]) => broken)).toEqual(['W17']);
  });
});

describe('the form of lines', () => {
  test.each([
    'RUMOR origin A from 127.0.0.1:5000 ID 1 contents hello  there',
    'RUMOR origin A from 127.0.0.1:5000 ID 1 contents',
    'STATUS from 127.0.0.1:5000',
    'STATUS from 127.0.0.1:5000 peer A nextID 2 peer B nextID 1',
    'PEERS',
    'PEERS 127.0.0.1:5000,127.0.0.1:5001',
    'a line of its own',
    'PEERSONAL',
  ])('%s', (line) => {
    expect(lineFault(line)).toBeUndefined();
  });

  test.each([
    ['O1', 'PEERS 127.0.0.1:5000 '],
    ['O8', 'PEERS 127.0.0.1:5000, 127.0.0.1:5001'],
    ['O6', 'RUMOR origin A from A ID 1 contents x'],
    ['O7', 'STATUS from 127.0.0.1:5000 origin A nextID 2'],
    ['O12', 'DSDV A: 127.0.0.1:5000:'],
  ])('%s: %s', (sentence, line) => {
    expect(lineFault(line)?.[0]).toBe(sentence);
  });
});
