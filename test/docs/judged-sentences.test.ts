import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CHECKS, HABITS, SENTENCES } from '../../src/conform/checks/all.js';
import { UNJUDGED } from '../../src/conform/unjudged.js';
import { GO_MUTANTS } from '../foreign/mutants.js';

const protocol = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');
const goMutants = readFileSync(new URL('../foreign/go-node/mutants.go', import.meta.url), 'utf8');
const judged = new Set([...CHECKS.flatMap(({ claims }) => Object.keys(claims)), ...Object.keys(HABITS)]);

test('a verdict is given on each sentence of docs/protocol.md, in its order, and on no other', () => {
  expect(SENTENCES).toEqual([...protocol.matchAll(/^- \*\*([A-Z]\d+)\.\*\*/gm)].map(([, sentence]) => sentence));
});

test('no sentence that is judged has a reason why it is not', () => {
  expect(Object.keys(UNJUDGED).filter((sentence) => judged.has(sentence))).toEqual([]);
});

test('every fault of the Go node names a sentence that is judged, and none is forgotten', () => {
  const planted = [...goMutants.matchAll(/^\t"([a-z0-9-]+)",$/gm)].map(([, name]) => name as string);
  expect(Object.keys(GO_MUTANTS)).toEqual(planted);
  expect(Object.values(GO_MUTANTS).filter((sentence) => !judged.has(sentence))).toEqual([]);
});
