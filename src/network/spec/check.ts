import { Random } from '../../core/random.js';
import { linksOf } from './graph.js';
import type { Links } from '../topology/links.js';
import { assertionProblems } from './checks/assertions.js';
import { linkProblems } from './checks/links.js';
import { movementProblems } from './checks/movement.js';
import { nodeProblems } from './checks/nodes.js';
import { programProblems } from './checks/programs.js';
import { sizeProblem } from './checks/size.js';
import { timelineProblems } from './checks/timeline.js';
import { workloadProblems } from './checks/workload.js';
import type { NetworkSpec } from './network-spec.js';
import { refusalOf, type SpecProblem } from './problem.js';

/** Larger graphs are only made when their network is opened. */
const MOST_TRIED = 20_000;

/** All that is wrong with a spec, so that all of it can be mended at once. An empty list: it can be opened and played. */
export function checkSpec(spec: NetworkSpec): SpecProblem[] {
  const size = sizeProblem(spec.engine, spec.nodes.length);
  if (size !== undefined) return [{ where: spec.nodes, message: size }];
  const { links, problem } = graphOf(spec);
  const graph = problem === undefined ? [] : [problem];
  return [
    ...nodeProblems(spec),
    ...programProblems(spec),
    ...linkProblems(spec),
    ...graph,
    ...movementProblems(spec),
    ...timelineProblems(spec, links),
    ...workloadProblems(spec),
    ...assertionProblems(spec),
  ];
}

function graphOf(spec: NetworkSpec): { readonly links?: Links; readonly problem?: SpecProblem } {
  if (spec.nodes.length === 0) return { problem: { where: spec, message: 'there are no nodes: say nodes, as 20 or as [ann, bob]' } };
  if (isUnlinked(spec)) return { problem: { where: spec, message: 'nobody is linked with anybody: say topology, as ring, or mobility' } };
  if (spec.nodes.length > MOST_TRIED) return {};
  let links: Links | undefined;
  const refusal = refusalOf(() => (links = linksOf(spec.topology, spec.nodes, new Random(spec.seed ?? 1).fork('topology'))));
  if (refusal !== undefined)
    return { problem: { where: typeof spec.topology === 'string' ? spec : spec.topology, message: refusal.message } };
  return links === undefined ? {} : { links };
}

function isUnlinked({ nodes, topology, mobility }: NetworkSpec): boolean {
  return nodes.length > 1 && topology.length === 0 && mobility === undefined;
}
