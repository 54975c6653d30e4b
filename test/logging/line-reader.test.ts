import { array, assert, constantFrom, integer, oneof, property, record, string, stringMatching, type Arbitrary } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Peer } from '../../src/core/context.js';
import type { NodeEvent } from '../../src/core/events.js';
import { privateMessage, rumor, simple, status, want } from '../../src/core/packet.js';
import { addressOf, Lines, printable } from '../../src/logging/lines.js';
import { LineReader } from '../../src/logging/read/line-reader.js';
import type { Printed } from '../../src/logging/read/printed.js';

function readAll(...chunks: readonly string[]): Printed[] {
  const told: Printed[] = [];
  const reader = new LineReader((printed) => told.push(printed));
  for (const chunk of chunks) reader.read(chunk);
  reader.end();
  return told;
}

const text = string({ maxLength: 40, unit: 'grapheme' }).filter((each) => !each.includes(' dest '));
const someText = text.filter((each) => each !== '');
/** As nodes may be called; words that the lines themselves are made of cannot be told from them. */
const name = stringMatching(/^[\p{L}\d_.-]{1,8}( [\p{L}\d,]{1,8})?$/u).filter((each) => !/ (from|at|chunk|nextID|peer|ID)( |$)/.test(each));
const peer: Arbitrary<Peer> = record({
  host: constantFrom('127.0.0.1', '10.0.0.7', '::1', 'localhost'),
  port: integer({ min: 1, max: 65_535 }),
});
const id = integer({ min: 1, max: 2 ** 32 - 1 });
const metahash = stringMatching(/^[0-9a-f]{64}$/);
const aRumor = record({ origin: name, id, text }).map((each) => rumor(each.origin, each.id, each.text));

/** Events that have lines, and what these tell of them. */
const pairs: Arbitrary<readonly [NodeEvent, Printed]> = oneof(
  record({ text: someText }).map((each) =>
    pair({ kind: 'client', ...each, destination: undefined }, { kind: 'client', text: printable(each.text), destination: undefined }),
  ),
  record({ text: someText, destination: name }).map((each) =>
    pair({ kind: 'client', ...each }, { kind: 'client', ...each, text: printable(each.text) }),
  ),
  record({ origin: name, text, from: peer }).map(({ origin, text: said, from }) =>
    pair(
      { kind: 'simple', message: simple(origin, '', said), from },
      { kind: 'simple', origin, from: addressOf(from), text: printable(said) },
    ),
  ),
  record({ heard: aRumor, from: peer }).map(({ heard, from }) =>
    pair(
      { kind: 'rumor', rumor: heard, from, isNew: true },
      { kind: 'rumor', origin: heard.origin, id: heard.id, from: addressOf(from), text: printable(heard.text) },
    ),
  ),
  record({ from: peer, vector: array(record({ name, id }), { maxLength: 5 }) }).map(({ from, vector }) => {
    const wants = vector.map((each) => want(each.name, each.id));
    return pair({ kind: 'status', status: status(wants), from }, { kind: 'status', from: addressOf(from), want: wants });
  }),
  record({ heard: aRumor, to: peer }).map(({ heard, to }) =>
    pair({ kind: 'mongering', rumor: heard, to }, { kind: 'mongering', to: addressOf(to) }),
  ),
  record({ heard: aRumor, to: peer }).map(({ heard, to }) =>
    pair({ kind: 'coin', heads: true, rumor: heard, to }, { kind: 'coin', to: addressOf(to) }),
  ),
  peer.map((each) => pair({ kind: 'in-sync', with: each }, { kind: 'in-sync', with: addressOf(each) })),
  record({ origin: name, nextHop: peer }).map(({ origin, nextHop }) =>
    pair({ kind: 'route', rumor: rumor(origin, 1, 'x'), nextHop }, { kind: 'route', origin, nextHop: addressOf(nextHop) }),
  ),
  record({ origin: name, text, hopLimit: integer({ min: 0, max: 10 }), from: peer }).map(({ from, ...each }) =>
    pair(
      { kind: 'private', message: privateMessage(each.origin, 0, each.text, 'me', each.hopLimit), from },
      { kind: 'private', ...each, text: printable(each.text) },
    ),
  ),
  record({ file: name, chunk: integer({ min: 0, max: 9 }), from: name }).map((each) =>
    pair({ kind: 'downloading', metahash: '', ...each }, { kind: 'downloading', ...each }),
  ),
  name.map((file) => pair({ kind: 'reconstructed', file, metahash: '' }, { kind: 'reconstructed', file })),
  record({ fileName: name, node: name, metahash, chunks: array(integer({ min: 1, max: 999 }), { maxLength: 4 }) }).map((match) =>
    pair({ kind: 'found', match: { ...match, chunkCount: 9 } }, { kind: 'found', ...match }),
  ),
  constantFrom(pair({ kind: 'search-finished', search: 1 }, { kind: 'search-finished' })),
);

function pair(event: NodeEvent, told: Printed): readonly [NodeEvent, Printed] {
  return [event, told];
}

describe('what is read of lines', () => {
  test('every event that a node of ours prints is read back as what its lines tell, however they are cut', () => {
    assert(
      property(
        array(pairs, { minLength: 1, maxLength: 6 }),
        array(peer, { maxLength: 3 }),
        integer({ min: 1, max: 50 }),
        (some, peers, size) => {
          const lines = new Lines(() => peers);
          const written = some.map(([event]) => lines.of(event)).join('');
          const chunks = Array.from({ length: Math.ceil(written.length / size) }, (_, at) => written.slice(at * size, (at + 1) * size));
          const told = readAll(...chunks);
          expect(told.filter(({ kind }) => kind !== 'peers')).toEqual(some.map(([, printed]) => printed));
          const lists = told.flatMap((each) => (each.kind === 'peers' ? [each.peers.join()] : []));
          expect(lists.every((list) => list === peers.map(addressOf).join())).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  const RUMOR: Printed = { kind: 'rumor', origin: 'A', from: '127.0.0.1:5000', id: 3, text: 'hello you' };
  const LINE = 'RUMOR origin A from 127.0.0.1:5000 ID 3 contents hello you';

  test.each([
    ['a date and a time', `2026/11/24 18:15:14 ${LINE}`],
    ['the file that logs', `main.go:212: ${LINE}`],
    ['a level in brackets', `[INFO] ${LINE}`],
    ['a level with colours', `\u001B[36mINFO\u001B[0m[0001] ${LINE}`],
    ['the form of logrus', `time="2026-11-24T18:15:14Z" level=info msg="${LINE}"`],
    ['JSON', `{"level":"info","msg":"${LINE}","time":1}`],
    ['CRLF', `${LINE}\r`],
    ['more blanks than needed', 'RUMOR origin A from  127.0.0.1:5000  ID  3  contents hello you'],
  ])('a line is read in spite of %s', (_what, line) => {
    expect(readAll(`${line}\n`)).toEqual([RUMOR]);
  });

  test('blanks at the end do not matter where no text ends the line', () => {
    expect(readAll('STATUS from 1.2.3.4:5 peer A nextID 2 \nPEERS 1.2.3.4:5,1.2.3.4:6 \nDSDV A 1.2.3.4:5 \nSEARCH FINISHED \n')).toEqual([
      { kind: 'status', from: '1.2.3.4:5', want: [want('A', 2)] },
      { kind: 'peers', peers: ['1.2.3.4:5', '1.2.3.4:6'] },
      { kind: 'route', origin: 'A', nextHop: '1.2.3.4:5' },
      { kind: 'search-finished' },
    ]);
  });

  test('a Status may go on in the lines after it, also with other output between them', () => {
    const written = 'STATUS from 1.2.3.4:5\n  peer A nextID 2\nwarning: slow\n[INFO] peer B C nextID 3 peer D nextID 1\nPEERS 1.2.3.4:5\n';
    expect(readAll(written)).toEqual([
      { kind: 'status', from: '1.2.3.4:5', want: [want('A', 2), want('B C', 3), want('D', 1)] },
      { kind: 'peers', peers: ['1.2.3.4:5'] },
    ]);
  });

  test('a Status that nothing follows is told at the end', () => {
    expect(readAll('STATUS from 1.2.3.4:5 peer A nextID 2\npeer B nextID 1')).toEqual([
      { kind: 'status', from: '1.2.3.4:5', want: [want('A', 2), want('B', 1)] },
    ]);
  });

  test('what is no line of the course is nothing, whatever words it has', () => {
    const others = [
      '',
      'Gossiper running',
      'XPEERS 1.2.3.4:5',
      'RUMOR origin A',
      'no PEERS yet',
      'peer A nextID 3',
      'STATUS from nobody',
      'DSDV',
    ];
    expect(readAll(...others.map((line) => `${line}\n`))).toEqual([]);
  });

  test('a text that looks like a line is a text', () => {
    expect(readAll('CLIENT MESSAGE say SEARCH FINISHED\n')).toEqual([
      { kind: 'client', text: 'say SEARCH FINISHED', destination: undefined },
    ]);
  });

  test('a budget after the name of who has a file is not its name', () => {
    const line = `FOUND match a.txt at bob budget=4 metafile=${'AB'.repeat(32)} chunks=1,2`;
    expect(readAll(`${line}\n`)).toEqual([{ kind: 'found', fileName: 'a.txt', node: 'bob', metahash: 'ab'.repeat(32), chunks: [1, 2] }]);
  });

  test('a line without end is skipped and what follows is read', () => {
    const reader: Printed[] = [];
    const endless = new LineReader((printed) => reader.push(printed));
    for (let written = 0; written < 40; written++) endless.read('CLIENT MESSAGE '.repeat(2_000));
    endless.read('\nSEARCH FINISHED\n');
    expect(reader).toEqual([{ kind: 'search-finished' }]);
  });

  test('hostile lines of the greatest length are read at once', () => {
    const blanks = ' '.repeat(500_000);
    for (const start of [
      'RUMOR origin',
      'DSDV',
      'PEERS',
      'FOUND match',
      'DOWNLOADING',
      'PRIVATE origin',
      'STATUS from',
      'RECONSTRUCTED file',
    ])
      readAll(`${start}${blanks}x\n`, `${`${start} a from at chunk `.repeat(10_000)}\n`);
  });
});
