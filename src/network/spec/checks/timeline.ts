import { Random } from '../../../core/random.js';
import { Faults } from '../../faults/faults.js';
import { plan, type Start } from '../../timeline/plan.js';
import type { TimelineEntry } from '../../timeline/timeline-entry.js';
import type { Links } from '../../topology/links.js';
import { lastMs, type NetworkSpec } from '../network-spec.js';
import { refusalOf, type SpecProblem } from '../problem.js';

/** More contradictions than anybody mends at once. */
const MOST_TOLD = 20;

/** Entries after the end, and those that contradict the network as it will be by then. Without `links` those of links are not tried. */
export function timelineProblems(spec: NetworkSpec, links: Links | undefined): SpecProblem[] {
  const end = lastMs(spec);
  const late = spec.timeline.filter(({ at }) => at > end);
  return [
    ...late.map((entry) => ({
      where: entry,
      message: `at ${entry.at} ms the run is over, for it ends at ${end} ms: do it earlier, or end later`,
    })),
    ...contradictions(spec, links),
  ];
}

/** The first one, then without it the next: each is told once. */
function contradictions(spec: NetworkSpec, links: Links | undefined): SpecProblem[] {
  const problems: SpecProblem[] = [];
  let start: Start | undefined;
  if (refusalOf(() => (start = startOf(spec, links))) !== undefined || start === undefined) return [];
  for (let entries: readonly TimelineEntry[] = spec.timeline; problems.length < MOST_TOLD; ) {
    const refusal = refusalOf(() => plan(entries, start as Start));
    const where = entries[Number(refusal?.facts['entry'])];
    if (refusal === undefined || where === undefined) break;
    problems.push({ where, message: refusal.message.replace(/^entry \d+ of the timeline, at \d+ ms: /, '') });
    entries = entries.filter((entry) => entry !== where);
  }
  return problems;
}

function startOf({ nodes, links: base }: NetworkSpec, links: Links | undefined): Start {
  const names = nodes.map(({ name }) => name);
  const numbers = new Map(names.map((name, node) => [name, node]));
  const faults = new Faults(new Random(0), names, base);
  return {
    names,
    state: (name) => (numbers.has(name) ? 'up' : undefined),
    areLinked: (a, b) => areLinked(links, numbers.get(a), numbers.get(b)),
    faults: faults.list(),
  };
}

function areLinked(links: Links | undefined, a: number | undefined, b: number | undefined): boolean {
  if (links === undefined || a === undefined || b === undefined) return false;
  for (let at = 0; at < links.degree(a); at++) if (links.neighbour(a, at) === b) return true;
  return false;
}
