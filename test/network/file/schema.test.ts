import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../../architecture/sources.js';
import { problemsOf, SMALL } from './files.js';

const schema = JSON.parse(readFileSync(join(ROOT, 'docs/network.schema.json'), 'utf8')) as object;
const accepts = new Ajv2020({ strict: false }).compile(schema);
const folder = join(ROOT, 'examples/networks');

describe('the JSON schema of network files', () => {
  test.each(readdirSync(folder).filter((name) => name.endsWith('.yaml')))('accepts %s', (name) => {
    accepts(parse(readFileSync(join(folder, name), 'utf8')));
    expect(accepts.errors ?? []).toEqual([]);
  });

  test.each([
    `${SMALL}links: {delay: 20-50 ms, loss: 5%}`,
    `${SMALL}links: {delay: {normal: {mean: 50 ms, jitter: 5 ms}}}`,
    `${SMALL}links: [{on: {across: [[ann], "*"]}, bursts: {worsens: 1%, recovers: 0.2}}]`,
    `${SMALL}settings: {antiEntropy: 2 s, coin: 0.5}`,
    `${SMALL}timeline: [{at: 0, partition: [[ann], "*"], for: 2 s}, {at: 3 s, heal: }]`,
    `${SMALL}timeline: {at: 1 s, restart: [ann], memory: lost}`,
    `${SMALL}assert: [inOrder, {delivered: {within: 5 s}}, {residue: {atMost: 1%}}]`,
    `${SMALL}links: {dely: 20 ms}`,
    `${SMALL}links: {delay: 20}`,
    `${SMALL}links: {loss: 130%}`,
    `${SMALL}warmUp: fast`,
    `${SMALL}settings: {coin: 7}`,
    `${SMALL}timeline: [{crash: ann}]`,
    `${SMALL}timeline: [{at: 0, crash: ann, memory: kept}]`,
    `${SMALL}assert: [inOder]`,
    `${SMALL}engine: cloud`,
  ])('says of how it is written what the reader says: %s', (text) => {
    const isWell = problemsOf(text).every((problem) => /is up from the beginning|is over/.test(problem));
    expect(accepts(parse(text))).toBe(isWell);
  });
});
