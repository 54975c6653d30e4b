import { printable } from '../../logging/lines.js';
import { type Line, span, type Style } from '../../network/view/frame.js';
import type { State, Verdict } from '../judging/verdict.js';
import { evidenceLines } from './evidence.js';

const WORDS: Readonly<Record<State, string>> = { kept: 'kept', broken: 'BROKEN', 'not-judged': 'not judged' };
const STYLES: Readonly<Record<State, Style>> = { kept: 'held', broken: 'cut', 'not-judged': 'lack' };

/** A line for each sentence, then how each broken one was broken, then the sum. */
export function verdictTable(verdicts: readonly Verdict[]): readonly Line[] {
  const broken = verdicts.filter(({ state }) => state === 'broken');
  return [...rows(verdicts), ...broken.flatMap(details), [span('')], sum(verdicts)];
}

/** Neighbours that are not judged for the same reason share a line. */
function rows(verdicts: readonly Verdict[]): readonly Line[] {
  const lines: Line[] = [];
  for (let i = 0; i < verdicts.length; ) {
    const first = verdicts[i] as Verdict;
    let last = i;
    while (isAlike(first, verdicts[last + 1])) last++;
    lines.push(row(first, last > i ? `${first.sentence}–${(verdicts[last] as Verdict).sentence}` : first.sentence));
    i = last + 1;
  }
  return lines;
}

function isAlike(one: Verdict, other: Verdict | undefined): boolean {
  if (one.state !== 'not-judged' || other?.state !== 'not-judged') return false;
  return one.note === other.note && one.sentence.charAt(0) === other.sentence.charAt(0);
}

function row({ state, about, note }: Verdict, name: string): Line {
  const told = state === 'not-judged' ? note : note === '' ? about : `${about} (${note})`;
  return [
    span(name.padEnd(9), 'bold'),
    span(WORDS[state].padEnd(12), STYLES[state]),
    span(printable(told), STYLES[state] === 'lack' ? 'lack' : 'plain'),
  ];
}

function details(verdict: Verdict): readonly Line[] {
  const { sentence, about, evidence } = verdict;
  const head: Line = [span(sentence, 'cut'), span(`  ${about || 'docs/protocol.md tells what it says'}`, 'bold')];
  return [[span('')], head, ...(evidence === undefined ? [] : evidenceLines(evidence)).map((line): Line => [span(`  ${printable(line)}`)])];
}

/** How many are kept, broken and not judged. */
export function counts(verdicts: readonly Verdict[]): Readonly<Record<State, number>> {
  const of = (state: State) => verdicts.filter((verdict) => verdict.state === state).length;
  return { kept: of('kept'), broken: of('broken'), 'not-judged': of('not-judged') };
}

function sum(verdicts: readonly Verdict[]): Line {
  const of = counts(verdicts);
  return [
    span(`${of.kept} kept`, 'held'),
    span(', '),
    span(`${of.broken} broken`, of.broken > 0 ? 'cut' : 'plain'),
    span(', '),
    span(`${of['not-judged']} not judged`, 'lack'),
  ];
}
