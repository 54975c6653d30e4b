import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Random } from '../../../src/core/random.js';
import { ROOT } from '../../architecture/sources.js';
import { replay, seeds } from '../../support/seeds.js';
import { problemsOf } from './files.js';

const folder = join(ROOT, 'examples/networks');
const TEXTS = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
const PIECES = [
  '-',
  ':',
  '{',
  '}',
  '[',
  ']',
  '"',
  '*',
  '&a',
  '*a',
  'null',
  '-5 ms',
  '1e99',
  '~',
  '\n',
  '  ',
  'at',
  'nodes',
  '.inf',
  '!!set',
  '? ',
];

/** A file in which a few places say something else. */
function spoilt(text: string, random: Random): string {
  let spoilt = text;
  for (let change = 1 + random.below(4); change > 0; change--) {
    const at = random.below(spoilt.length);
    spoilt = spoilt.slice(0, at) + (PIECES[random.below(PIECES.length)] as string) + spoilt.slice(at + random.below(6));
  }
  return spoilt;
}

test.each(seeds(30))('whatever is written, a file is read or refused with its lines (seed %i)', (seed) => {
  const random = new Random(seed);
  for (let round = 0; round < 8; round++) {
    // A thousand nodes and their graph take their time; what is written is the same with thirty.
    const text = spoilt(TEXTS[random.below(TEXTS.length)] as string, random).replace('nodes: 1000', 'nodes: 30');
    for (const problem of problemsOf(text)) expect(problem, `${replay(seed)}\n${text}`).toMatch(/^[1-9]\d*: \S/);
  }
});
