import { Random } from '../../../core/random.js';
import { churn } from '../../churn/churn.js';
import { isNamed } from '../../faults/matcher.js';
import { mobility } from '../../mobility/mobility.js';
import type { TimelineEntry } from '../../timeline/timeline-entry.js';
import type { NetworkSpec } from '../network-spec.js';
import { refusalOf, type SpecProblem } from '../problem.js';

/** Churn and movement that cannot be, and commands that would cross them: by chance one would find a node as it does not expect it. */
export function movementProblems(spec: NetworkSpec): SpecProblem[] {
  return [...churnProblems(spec), ...mobilityProblems(spec), ...crossings(spec)];
}

function churnProblems({ churn: specs, nodes }: NetworkSpec): SpecProblem[] {
  const names = nodes.map(({ name }) => name);
  const problems = specs.flatMap((spec): SpecProblem[] => {
    const refusal = refusalOf(() => churn(spec, names, new Random(1)));
    return refusal === undefined ? [] : [{ where: spec, message: refusal.message }];
  });
  const coming = specs.filter(({ kind }) => kind !== 'joins');
  for (const [at, one] of coming.entries()) {
    const other = coming.slice(0, at).find((each) => names.some((name) => isNamed(one.nodes, name) && isNamed(each.nodes, name)));
    if (other !== undefined)
      problems.push({ where: one, message: 'some of these nodes come and go by another churn already: give each node one' });
  }
  return problems;
}

function mobilityProblems({ mobility: spec, nodes, topology }: NetworkSpec): SpecProblem[] {
  if (spec === undefined) return [];
  if (typeof topology === 'string') {
    const message = 'moving nodes are linked by their range: leave the topology out, or name links of nodes that do not move';
    return [{ where: spec, message }];
  }
  const names = nodes.map(({ name }) => name);
  const refusal = refusalOf(() => mobility(spec, names, new Random(1)));
  return refusal === undefined ? [] : [{ where: spec, message: refusal.message }];
}

/** Who comes and goes by churn, or is linked by its movement, is left alone by the timeline in that respect. */
function crossings(spec: NetworkSpec): SpecProblem[] {
  const churned = spec.churn.filter(({ kind }) => kind !== 'joins').flatMap(({ nodes }) => nodes);
  const moving = (spec.mobility?.movements ?? []).flatMap((each) =>
    each.kind === 'scripted' ? each.paths.map(({ node }) => node) : each.nodes,
  );
  return spec.timeline.flatMap((entry): SpecProblem[] => {
    const { action } = entry;
    if (stateChanges(action).some((name) => isNamed(churned, name))) {
      return [{ where: entry, message: 'this node comes and goes by churn: leave it out of one of the two' }];
    }
    if (!linkChanges(action).some((name) => isNamed(moving, name))) return [];
    return [{ where: entry, message: 'this node is linked by its movement: leave it out of one of the two' }];
  });
}

type Action = TimelineEntry['action'];

function stateChanges(action: Action): readonly string[] {
  if (action.do === 'send') return [action.node];
  return 'nodes' in action ? action.nodes : [];
}

function linkChanges(action: Action): readonly string[] {
  if (action.do === 'remove') return action.nodes;
  return action.do === 'link' || action.do === 'unlink' ? [action.a, action.b] : [];
}
