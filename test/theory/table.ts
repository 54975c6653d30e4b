import type { Mean } from './mongering.js';
import { COURSE, DEMERS } from './published.js';

export interface Row {
  readonly k: number;
  readonly residue: Mean;
  readonly traffic: Mean;
}

export interface Circumstances {
  readonly nodes: number;
  readonly seeds: number;
}

/** Whether the coin of the course, k = 2, does what it should. */
export function agrees(rows: readonly Row[]): boolean {
  const course = rows.find(({ k }) => k === 2);
  if (course === undefined) return false;
  const isResidue = Math.abs(course.residue.mean - COURSE.residue) <= COURSE.residueError;
  return isResidue && Math.abs(course.traffic.mean - COURSE.traffic) <= COURSE.trafficError;
}

/** docs/theory.md. */
export function page(rows: readonly Row[], { nodes, seeds }: Circumstances): string {
  return `<!-- Made by \`make theory\`. Edit test/theory. -->
# Mongering against theory

One rumor in a complete graph of ${nodes.toLocaleString('en-GB')} emulated nodes, mongering alone: no anti-entropy, no loss, delays of 10 to 100 ms, every
other setting at its default. A node sends the rumor to a random peer; when the Status has come it goes on with probability 1 − 1/k
and stops otherwise. k = 2 is the coin of the course and the default. This is the *blind coin* of Demers et al. 1987, "Epidemic
algorithms for replicated database maintenance", whose table 2 stands beside it. Means of ${seeds} seeds, with 95 % intervals.

| k | \`coin\` | residue | Demers | rumors per node | Demers |
| --- | --- | --- | --- | --- | --- |
${rows.map(line).join('\n')}

*Residue*: the share of nodes that never hear of the rumor. *Rumors per node*: copies sent, Statuses not counted. A rumor of which m
copies per node go to random nodes leaves about e^−m of them without it, whatever the rule; the figure shows that too.

![Residue over rumors per node](media/theory.svg)

At k = 2 the mean residue must be ${COURSE.residue} ± ${COURSE.residueError} and the rumors per node ${COURSE.traffic} ± ${COURSE.trafficError}: ${agrees(rows) ? 'they are' : '**they are not**'}.
`;
}

function line({ k, residue, traffic }: Row): string {
  const published = DEMERS.find((each) => each.k === k);
  const coin = `1 − 1/${k}`;
  return `| ${k} | ${coin} | ${show(residue, 4)} | ${published?.residue} | ${show(traffic, 3)} | ${published?.traffic} |`;
}

function show({ mean, error }: Mean, digits: number): string {
  return `${mean.toFixed(digits)} ± ${error.toFixed(digits)}`;
}
