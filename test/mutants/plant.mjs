// Plants one mutant while vitest loads the sources: nothing on disk changes.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MUTANTS } from './mutants.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The source with the fault in it. Throws unless the text to be replaced stands there exactly once. */
export function mutated(mutant, source) {
  const parts = source.split(mutant.find);
  if (parts.length !== 2) throw new Error(`mutant ${mutant.name}: its text stands ${parts.length - 1} times in ${mutant.file}, not once`);
  return parts.join(mutant.replace);
}

/** A vite plugin. Throws at once, before any test runs, if there is no such mutant or it does not fit the source. */
export function plantMutant(name) {
  const mutant = MUTANTS.find((one) => one.name === name);
  if (mutant === undefined) throw new Error(`there is no mutant ${name}; there are: ${MUTANTS.map((one) => one.name).join(', ')}`);
  const path = root + mutant.file;
  mutated(mutant, readFileSync(path, 'utf8'));
  return {
    name: 'plant-mutant',
    enforce: 'pre',
    transform: (source, id) => (id === path ? mutated(mutant, source) : undefined),
  };
}
