import type { Sentence } from '../check.js';

const ADDRESS = String.raw`\d+\.\d+\.\d+\.\d+:\d+`;

/** What is looked at in every line that a node prints, whatever the play is about: the lines that begin so must be so. */
const FORMS: readonly (readonly [Sentence, string, RegExp])[] = [
  ['O3', 'CLIENT MESSAGE', /^CLIENT MESSAGE .+$/],
  ['O5', 'SIMPLE MESSAGE', new RegExp(`^SIMPLE MESSAGE origin \\S+ from ${ADDRESS} contents( .*)?$`)],
  ['O6', 'RUMOR', new RegExp(`^RUMOR origin .* from ${ADDRESS} ID \\d+ contents( .*)?$`)],
  ['O7', 'STATUS', new RegExp(`^STATUS from ${ADDRESS}( peer .* nextID \\d+)*$`)],
  ['O8', 'PEERS', new RegExp(`^PEERS( ${ADDRESS}(,${ADDRESS})*)?$`)],
  ['O9', 'MONGERING', new RegExp(`^MONGERING with ${ADDRESS}$`)],
  ['O10', 'FLIPPED COIN', new RegExp(`^FLIPPED COIN sending rumor to ${ADDRESS}$`)],
  ['O11', 'IN SYNC WITH', new RegExp(`^IN SYNC WITH ${ADDRESS}$`)],
  ['O12', 'DSDV', new RegExp(`^DSDV .* ${ADDRESS}$`)],
  ['O13', 'PRIVATE', /^PRIVATE origin .* hop-limit \d+ contents( .*)?$/],
];

export const LINE_HABITS: Readonly<Record<Sentence, string>> = { O1: 'prints its lines without a space at their ends' };

/** The sentence that a line breaks by its form, with what was expected. The text in it may be anything. */
export function lineFault(line: string): readonly [Sentence, string] | undefined {
  const form = FORMS.find(([, start]) => line === start || line.startsWith(`${start} `));
  if (form === undefined) return undefined;
  const [sentence, , pattern] = form;
  const trimmed = line.trimEnd();
  if (!pattern.test(trimmed)) return [sentence, `a line as in ${sentence}`];
  return trimmed === line ? undefined : ['O1', 'no space at the end of the line'];
}

/** Whether a line is one of those that harnesses look for. */
export function isKnownLine(line: string): boolean {
  return FORMS.some(([, start]) => line.startsWith(`${start} `));
}
