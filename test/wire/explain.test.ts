import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { NodeEvent } from '../../src/core/events.js';
import { Node } from '../../src/core/node.js';
import { privateMessage, rumor, searchRequest, status } from '../../src/core/packet.js';
import { Random } from '../../src/core/random.js';
import { DEFAULT_SETTINGS } from '../../src/core/settings.js';
import { decode, encode } from '../../src/wire/codec.js';
import { explanationLines } from '../../src/wire/explain/render.js';
import { SCHEMA } from '../../src/wire/explain/schema.js';
import { explain } from '../../src/wire/explain.js';
import { field, fromHex, toHex } from './support/hex.js';
import { mutate } from './support/mutate.js';
import { datagrams } from './support/vectors.js';

const lines = (hex: string) => explanationLines(explain(fromHex(hex), 'course'));
const verdict = (hex: string) => lines(hex).at(-1);

describe('an explanation', () => {
  it('shows every field with its offset, number, name, wire type and value', () => {
    expect(lines('12070a014110011a00')).toEqual([
      '9 bytes',
      '     0  2 rumor                    bytes   RumorMessage',
      '     2    1 origin                 bytes   "A"',
      '     5    2 id                     varint  1',
      '     7    3 text                   bytes   ""',
      'dialect: not told by this datagram; read as course',
      'accepted: rumor',
    ]);
  });

  it('has the same as data', () => {
    const name = { offset: 2, bytes: 3, number: 1, name: 'origin', wireType: 'bytes', value: { text: 'A', utf8: true } };
    expect(explain(fromHex(field('12', '0a0141 1001')), 'course')).toEqual({
      bytes: 7,
      fields: [
        {
          offset: 0,
          bytes: 7,
          number: 2,
          name: 'rumor',
          wireType: 'bytes',
          value: {
            message: 'RumorMessage',
            fields: [name, { offset: 5, bytes: 2, number: 2, name: 'id', wireType: 'varint', value: { number: 1 } }],
          },
        },
      ],
      readAs: 'course',
      shows: null,
      abilities: 0,
      verdict: { dropped: false, kind: 'rumor' },
    });
  });

  it('shows what is skipped, and what is an extension', () => {
    const shown = lines(field('1a', '5801 5d01020304 800101 900101')).join('\n');
    expect(shown).toMatch(/11 unknown +varint +1 \(skipped\)/);
    expect(shown).toMatch(/11 unknown +fixed32 +01020304 \(skipped\)/);
    expect(shown).toMatch(/16 abilities +varint +1 \(extension\)/);
    expect(shown).toMatch(/18 listed +varint +1 \(extension\)/);
  });

  it('shows lists of numbers, bytes, large numbers and texts that are not UTF-8', () => {
    const shown = lines(field('42', field('22', '0a01ff 1202beef 1a020102 1803'))).join('\n');
    expect(shown).toContain('"\ufffd" (not UTF-8)');
    expect(shown).toContain('beef');
    expect(shown).toContain('[1, 2]');
    expect(shown).toContain('[3]');
    expect(lines('58ffffffffffffffffff01').join('\n')).toContain('18446744073709551615 (skipped)');
  });

  it('names the fields of a private message in the form that it is read in', () => {
    const bytes = encode(privateMessage('A', 0, 'hi', 'B', 9), 'reference');
    expect(explanationLines(explain(bytes, 'reference')).join('\n')).toMatch(/3 destination +bytes +"B"/);
    expect(explanationLines(explain(bytes, 'course')).join('\n')).toMatch(/3 text +bytes +"B"/);
  });
});

describe('the dialect', () => {
  const dialect = (hex: string) => lines(hex).at(-2);
  it('is told by field 2 of a Status, even when empty', () => {
    expect(dialect('1a021200')).toBe('dialect: reference (its Status has field 2)');
    expect(dialect('1a00')).toBe('dialect: course (its Status has no field 2)');
    expect(dialect('1a03800101')).toBe('dialect: course, with extensions (abilities 1)');
  });
});

describe('a datagram that is dropped', () => {
  it.each([
    ['', 'dropped: not-one-message: it is empty'],
    ['1a001a00', 'dropped: not-one-message: it holds 2 messages (status, status) where there must be one'],
    ['5801', 'dropped: unknown-kind: it holds only fields that are not known: 11'],
    ['0a', 'dropped: malformed: at byte 1: a length ends in the middle'],
    ['12030a0541', 'dropped: malformed: at byte 3: origin claims 5 bytes where 1 are left'],
    ['120020', 'dropped: malformed: at byte 2: private is written as varint; it must be bytes'],
    ['0200', 'dropped: malformed: at byte 0: there is no field 0'],
    ['5b', 'dropped: malformed: at byte 0: wire type 3 is not used'],
    ['5d0102', 'dropped: malformed: at byte 1: 4 bytes are announced where 2 are left'],
    ['1206108080808010', 'dropped: malformed: at byte 3: id is 4294967296; the most is 4294967295'],
    ['58ffffffffffffffffffff01', 'dropped: malformed: at byte 1: a number goes on for more than ten bytes'],
    ['1a068a0100900101', 'dropped: bad-status: a Status speaks of a range or of a list, not of both'],
    ['12050a01411000', 'dropped: bad-id: ids go from 1 to 4294967294'],
    ['12021001', 'dropped: bad-name: a name has 1 to 255 bytes'],
  ])('%s says why', (hex, line) => expect(verdict(hex)).toBe(line));

  it('for its size is not read at all', () => {
    expect(explain(new Uint8Array(65_508), 'course')).toMatchObject({ fields: [], verdict: { reason: 'oversize' } });
  });
});

describe('the verdict', () => {
  it('is that of a node', () => {
    for (const packet of [
      rumor('A', 0, 'x'),
      rumor('', 1, 'x'),
      rumor('A', 1, 'x'),
      status([]),
      searchRequest('A', 2, []),
      privateMessage('A', 0, 'x', 'n', 3),
      privateMessage('', 0, 'x', 'n', 3),
    ]) {
      const dropped: string[] = [];
      const outbox = {
        send: () => {},
        wants: () => false,
        emit: (event: NodeEvent) => event.kind === 'dropped' && dropped.push(event.reason),
      };
      const options = { name: 'n', settings: DEFAULT_SETTINGS, simple: false, address: '', peers: [], isSelf: () => false, now: 0 };
      new Node({ ...options, random: new Random(1), outbox }).at(1).receive(packet, { host: '127.0.0.1', port: 1 });
      const said = explain(encode(packet, 'course'), 'course').verdict;
      expect(said.dropped ? [said.reason] : []).toEqual(dropped);
    }
  });

  it('has a place for everything malformed, and none for what the codec reads', () => {
    const random = new Random(7);
    const contradictions: string[] = [];
    for (let i = 0; i < 20_000; i++) {
      const bytes = mutate(datagrams[random.below(datagrams.length)] as Uint8Array, random);
      const packet = decode(bytes, 'course');
      const said = explain(bytes, 'course').verdict;
      const placed = said.dropped && said.reason === 'malformed' && said.why.startsWith('at byte ');
      if (placed !== (packet === 'malformed')) contradictions.push(toHex(bytes));
    }
    expect(contradictions).toEqual([]);
  });
});

describe('the table of fields', () => {
  it('is that of gossip.proto', () => {
    const proto = readFileSync(new URL('../../proto/peerster/v1/gossip.proto', import.meta.url), 'utf8');
    const messages = [...proto.matchAll(/^message (\w+) \{\n(.*?)^\}/gms)].map(([, name, body]) => [name, numbersOf(body as string)]);
    const table = Object.entries(SCHEMA).map(([name, fields]) => [
      name,
      Object.fromEntries(Object.entries(fields).map(([n, [field]]) => [n, field])),
    ]);
    expect(Object.fromEntries(table)).toEqual(Object.fromEntries(messages));
  });
});

function numbersOf(body: string): Record<string, string> {
  return Object.fromEntries(
    [...body.matchAll(/^ {2}(?:optional |repeated )?\w+ (\w+) = (\d+);/gm)].map(([, name, number]) => [number, name]),
  );
}
