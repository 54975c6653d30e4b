import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { status } from '../../../src/core/packet.js';
import { encode } from '../../../src/wire/codec.js';
import { rateOf, rulingOf } from '../../../src/network/runs/rate.js';
import type { Finding } from '../../../src/network/verdict/court.js';
import { judgementOf } from '../../../src/network/verdict/judgement.js';
import { SENTENCES } from '../../../src/network/verdict/sentences.js';

const KEPT = { assertion: 'none lost', isKept: true, measured: '100 %' };
const BROKEN = { assertion: 'none lost', isKept: false, measured: '90 %' };
const packet = status([]);
const FINDING: Finding = {
  sentence: 'G5',
  node: 1,
  at: 1_500,
  what: 'answered nothing',
  exhibits: [{ packet, sighting: { at: 1_400, from: 0, to: 1, bytes: encode(packet, 'course') } }],
  times: 2,
};

function seen(findings: readonly Finding[], unfit: readonly string[]) {
  const machine = {
    cores: 2,
    late: { p99: 0, most: 0 },
    slowdown: { median: 1, p90: 1, before: 1 },
    pressure: undefined,
    stolen: undefined,
    drops: { relay: 0, nodes: {} },
    unfit,
  };
  return { findings, judged: [['G5', 3]] as const, nameOf: (node: number) => `n${node}`, machine };
}

test('what was kept on any machine is PASS; what was not is FAIL on a fit one and INVALID on another', () => {
  expect(judgementOf([KEPT], seen([], [])).ruling).toBe('PASS');
  expect(judgementOf([KEPT], seen([], ['it stood still'])).ruling).toBe('PASS');
  expect(judgementOf([BROKEN], seen([], [])).ruling).toBe('FAIL');
  expect(judgementOf([KEPT], seen([FINDING], [])).ruling).toBe('FAIL');
  expect(judgementOf([KEPT], seen([FINDING], ['it stood still'])).ruling).toBe('INVALID');
  expect(judgementOf([BROKEN], undefined).ruling).toBe('FAIL');
});

test('the reasons name the sentence, the node, the time and what was seen, with the datagrams', () => {
  const { reasons, broken, judged } = judgementOf([BROKEN], seen([FINDING], []));
  expect(reasons).toEqual(['G5: n1 answered nothing (1.500 s)', 'none lost: 90 %']);
  expect(broken[0]?.evidence).toEqual([{ at: 1_400, from: 'n0', to: 'n1', says: 'status {}', bytes: '1a00' }]);
  expect(judged).toEqual({ G5: 3 });
});

test('every sentence that is judged is one of docs/protocol.md', () => {
  const text = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');
  expect(Object.keys(SENTENCES).filter((name) => !text.includes(`- **${name}.**`))).toEqual([]);
});

test('a rate has the interval of Wilson, which also few runs and all or none have', () => {
  const runs = (passed: number, failed: number, invalid = 0) => [
    ...Array.from({ length: passed }, () => 'PASS' as const),
    ...Array.from({ length: failed }, () => 'FAIL' as const),
    ...Array.from({ length: invalid }, () => 'INVALID' as const),
  ];
  // Values of Brown, Cai and DasGupta's formula (2001), by hand.
  expect(rateOf(runs(45, 5))).toMatchObject({ passed: 45, failed: 5, share: 0.9 });
  expect(rateOf(runs(45, 5)).low).toBeCloseTo(0.7864, 3);
  expect(rateOf(runs(45, 5)).high).toBeCloseTo(0.9565, 3);
  expect(rateOf(runs(10, 0)).low).toBeCloseTo(0.7225, 3);
  expect(rateOf(runs(10, 0)).high).toBe(1);
  expect(rateOf(runs(3, 0, 2))).toMatchObject({ passed: 3, invalid: 2, share: 1 });
  expect(rateOf(runs(0, 0, 2)).share).toBeUndefined();
  expect([runs(3, 0), runs(3, 0, 1), runs(3, 1, 1)].map((all) => rulingOf(rateOf(all)))).toEqual(['PASS', 'INVALID', 'FAIL']);
});
