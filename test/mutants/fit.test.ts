import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { MUTANTS } from './mutants.mjs';
import { mutated } from './plant.mjs';

const source = (file: string): string => readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8');

// `make mutants` shows that each is caught; this shows, in no time, that none has lost its place in the sources.
test.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))('the mutant %s fits the source and changes it', (_name, mutant) => {
  expect(mutated(mutant, source(mutant.file))).not.toBe(source(mutant.file));
});

test('every mutant has a name of its own', () => {
  expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
});

test('a mutant that does not fit is an error and not a caught one', () => {
  expect(() => mutated({ name: 'x', file: 'y', find: 'nowhere', replace: '' }, 'source')).toThrow(/0 times/);
  expect(() => mutated({ name: 'x', file: 'y', find: 'a', replace: '' }, 'a a')).toThrow(/2 times/);
});
