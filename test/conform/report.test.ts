import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/conform/judging/verdict.js';
import { toJson } from '../../src/conform/report/json.js';
import { toJunit } from '../../src/conform/report/junit.js';
import { verdictTable } from '../../src/conform/report/table.js';
import { rumor, status, want } from '../../src/core/packet.js';
import { textOf } from '../../src/network/view/frame.js';
import { encode } from '../../src/wire/codec.js';

const bytes = encode(rumor('Ann', 1, 'hello'), 'course');
const none = new Uint8Array(0);
const VERDICTS: readonly Verdict[] = [
  { sentence: 'G4', state: 'kept', about: 'holds back', note: '', evidence: undefined },
  {
    sentence: 'G5',
    state: 'broken',
    about: 'answers <all> rumors',
    note: '',
    evidence: {
      expected: 'a Status',
      bytes: encode(status([want('Ann', 2)]), 'course'),
      seen: '',
      entries: [
        { at: 12, what: 'sent', peer: '127.0.0.1:4000', source: '', bytes, text: '' },
        { at: 13, what: 'line', peer: '', source: '', bytes: none, text: 'RUMOR \u001b[31m' },
      ],
    },
  },
  { sentence: 'L1', state: 'not-judged', about: '', note: 'advice', evidence: undefined },
  { sentence: 'L2', state: 'not-judged', about: '', note: 'advice', evidence: undefined },
];

describe('what is told of verdicts', () => {
  test('a table says of each sentence what became of it, and shows how one was broken in words and bytes', () => {
    expect(verdictTable(VERDICTS).map(textOf)).toEqual([
      'G4       kept        holds back',
      'G5       BROKEN      answers <all> rumors',
      'L1–L2    not judged  advice',
      '',
      'G5  answers <all> rumors',
      '  expected  a Status',
      '            status { want { identifier "Ann", next_id 2 } }',
      '            1a090a070a03416e6e1002',
      '  got       no datagram',
      '  sent      +0.012 s  from 127.0.0.1:4000  rumor { origin "Ann", id 1, text "hello" }',
      '                      120e0a03416e6e10011a0568656c6c6f',
      '  printed   +0.013 s  RUMOR \\u001b[31m',
      '',
      '1 kept, 1 broken, 2 not judged',
    ]);
  });

  test('JSON has the same, datagrams as hex and words', () => {
    const told = JSON.parse(toJson(['./Peerster'], VERDICTS)) as { counts: unknown; command: unknown; sentences: { evidence?: unknown }[] };
    expect(told).toMatchObject({ command: ['./Peerster'], counts: { kept: 1, broken: 1, 'not-judged': 2 } });
    expect(told.sentences[1]?.evidence).toEqual({
      expected: 'a Status',
      hex: '1a090a070a03416e6e1002',
      words: 'status { want { identifier "Ann", next_id 2 } }',
      seen: '',
      entries: [
        {
          at: 12,
          what: 'sent',
          peer: '127.0.0.1:4000',
          hex: '120e0a03416e6e10011a0568656c6c6f',
          words: 'rumor { origin "Ann", id 1, text "hello" }',
        },
        { at: 13, what: 'line', text: 'RUMOR \u001b[31m' },
      ],
    });
  });

  test('JUnit XML has a test case for each, and what is not judged is skipped', () => {
    const xml = toJunit(['./Peerster', '-x="1"'], VERDICTS);
    expect(xml).toContain('<testsuite name="./Peerster -x=&quot;1&quot;" tests="4" failures="1" errors="0" skipped="2">');
    expect(xml).toContain('<testcase classname="docs/protocol.md" name="G4 holds back"/>');
    expect(xml).toContain('name="G5 answers &lt;all&gt; rumors">');
    expect(xml).toContain('<failure message="expected  a Status">');
    expect(xml).toContain('<skipped message="advice"/>');
    expect(xml).not.toContain('\u001b');
  });
});
