import { describe, expect, test } from 'vitest';
import type { Peer } from '../../src/core/context.js';
import type { NodeEvent } from '../../src/core/events.js';
import { privateMessage, rumor, simple, status, want } from '../../src/core/packet.js';
import { addressOf, Lines, PRINTED_KINDS, printable } from '../../src/logging/lines.js';

const A: Peer = { host: '127.0.0.1', port: 5000 };
const B: Peer = { host: '::1', port: 5001 };
const WANTS = [want('alice', 3), want('b ob', 1)];

const PEERS = 'PEERS 127.0.0.1:5000,[::1]:5001\n';

const CASES: readonly (readonly [string, NodeEvent, string])[] = [
  ['a text of the client', { kind: 'client', text: 'hello  you', destination: undefined }, `CLIENT MESSAGE hello  you\n${PEERS}`],
  ['a private text of the client', { kind: 'client', text: 'hello', destination: 'bob' }, 'CLIENT MESSAGE hello dest bob\n'],
  [
    'a simple message',
    { kind: 'simple', message: simple('alice', '1.2.3.4:5', 'hi'), from: A },
    `SIMPLE MESSAGE origin alice from 127.0.0.1:5000 contents hi\n${PEERS}`,
  ],
  [
    'a rumor, new',
    { kind: 'rumor', rumor: rumor('alice', 7, 'hi'), from: A, isNew: true },
    `RUMOR origin alice from 127.0.0.1:5000 ID 7 contents hi\n${PEERS}`,
  ],
  [
    'a rumor, known',
    { kind: 'rumor', rumor: rumor('alice', 7, 'hi'), from: B, isNew: false },
    `RUMOR origin alice from [::1]:5001 ID 7 contents hi\n${PEERS}`,
  ],
  [
    'a route rumor, without a space at the end',
    { kind: 'rumor', rumor: rumor('alice', 8, ''), from: A, isNew: true },
    `RUMOR origin alice from 127.0.0.1:5000 ID 8 contents\n${PEERS}`,
  ],
  ['a route by a newer text', { kind: 'route', rumor: rumor('alice', 7, 'hi'), nextHop: B }, 'DSDV alice [::1]:5001\n'],
  ['a route by a route rumor, not at all', { kind: 'route', rumor: rumor('alice', 8, ''), nextHop: B }, ''],
  [
    'a file found',
    { kind: 'found', match: { fileName: 'a b.txt', metahash: 'a1'.repeat(32), node: 'bob', chunks: [1, 2, 4], chunkCount: 5 } },
    `FOUND match a b.txt at bob metafile=${'a1'.repeat(32)} chunks=1,2,4\n`,
  ],
  ['enough full matches', { kind: 'search-finished', search: 1 }, 'SEARCH FINISHED\n'],
  ['the end of a search, not at all', { kind: 'search-over', search: 1, verdict: 'exhausted' }, ''],
  [
    'a private message',
    { kind: 'private', message: privateMessage('alice', 0, 'hi', 'bob', 3), from: A },
    'PRIVATE origin alice hop-limit 3 contents hi\n',
  ],
  [
    'a Status',
    { kind: 'status', status: status(WANTS), from: A },
    `STATUS from 127.0.0.1:5000 peer alice nextID 3 peer b ob nextID 1\n${PEERS}`,
  ],
  ['an empty Status', { kind: 'status', status: status([]), from: A }, `STATUS from 127.0.0.1:5000\n${PEERS}`],
  ['mongering', { kind: 'mongering', rumor: rumor('a', 1, 'x'), to: A }, 'MONGERING with 127.0.0.1:5000\n'],
  ['heads', { kind: 'coin', heads: true, rumor: rumor('a', 1, 'x'), to: A }, 'FLIPPED COIN sending rumor to 127.0.0.1:5000\n'],
  ['heads with nobody left', { kind: 'coin', heads: true, rumor: rumor('a', 1, 'x'), to: undefined }, ''],
  ['tails', { kind: 'coin', heads: false, rumor: rumor('a', 1, 'x'), to: undefined }, ''],
  ['being in sync', { kind: 'in-sync', with: B }, 'IN SYNC WITH [::1]:5001\n'],
  ['a learnt peer', { kind: 'peer-learnt', peer: A }, ''],
  ['a drop', { kind: 'dropped', reason: 'malformed', from: A, bytes: 3 }, ''],
];

describe('the lines that a node prints', () => {
  test.each(CASES)('%s', (_, event, text) => {
    expect(new Lines(() => [A, B]).of(event)).toBe(text);
  });

  test('are asked for exactly where there are any', () => {
    const printed = CASES.filter(([, event, text]) => text !== '' && !PRINTED_KINDS.has(event.kind));
    expect(printed).toEqual([]);
    for (const kind of ['peer-learnt', 'dropped', 'collision'] as const) expect(PRINTED_KINDS.has(kind)).toBe(false);
  });

  test('name the peers of the moment, whatever changed them', () => {
    const peers: Peer[] = [];
    const lines = new Lines(() => peers);
    const line = () => lines.of({ kind: 'client', text: 'x', destination: undefined }).split('\n')[1];
    expect(line()).toBe('PEERS');
    peers.push(A);
    expect(line()).toBe('PEERS 127.0.0.1:5000');
    peers.unshift(B);
    expect(line()).toBe('PEERS [::1]:5001,127.0.0.1:5000');
    peers.pop();
    expect(line()).toBe('PEERS [::1]:5001');
    peers[0] = A;
    expect(line()).toBe('PEERS 127.0.0.1:5000');
  });

  test('stay one line each whatever a text or a name holds', () => {
    const lines = new Lines(() => []);
    const hostile = 'x\nRUMOR origin y\r\u0000\u001b[2J\u2028z\u0085';
    expect(lines.of({ kind: 'client', text: hostile, destination: undefined })).toBe(
      'CLIENT MESSAGE x\\nRUMOR origin y\\r\\u0000\\u001b[2J\\u2028z\\u0085\nPEERS\n',
    );
    expect(lines.of({ kind: 'rumor', rumor: rumor('a\nb', 1, 'c'), from: A, isNew: true }).split('\n')).toHaveLength(3);
    expect(lines.of({ kind: 'status', status: status([want('a\nb', 1)]), from: A }).split('\n')).toHaveLength(3);
  });

  test('keep tabs, blanks, emoji and other scripts as they are', () => {
    for (const text of ['a\tb', ' a  b ', '🙂 żółw 龜', '\\n']) expect(printable(text)).toBe(text);
  });

  test('write addresses as they are given on the command line', () => {
    expect([addressOf(A), addressOf(B)]).toEqual(['127.0.0.1:5000', '[::1]:5001']);
  });
});
