import type { Assertion } from '../../assertions/assertion.js';
import { isNamed } from '../../faults/matcher.js';
import { lastMs, type NetworkSpec } from '../network-spec.js';
import type { SpecProblem } from '../problem.js';

/** Assertions about nobody, about nothing, and about times after the end. */
export function assertionProblems(spec: NetworkSpec): SpecProblem[] {
  const names = namesOf(spec);
  const isSilent = spec.workload.length === 0 && !spec.timeline.some(({ action }) => action.do === 'send');
  const silent =
    isSilent && spec.assertions.length > 0
      ? [{ where: spec, message: 'nothing is ever published: add a workload, or leave assert out' }]
      : [];
  return [
    ...silent,
    ...spec.assertions.flatMap((assertion) =>
      [...reasonsOf(assertion, names, lastMs(spec))].map((message) => ({ where: assertion, message })),
    ),
  ];
}

/** Those that join later too. */
function namesOf({ nodes, timeline, churn }: NetworkSpec): string[] {
  return [
    ...nodes.map(({ name }) => name),
    ...guests(churn),
    ...timeline.flatMap(({ action }) => (action.do === 'add' ? [action.node.name] : [])),
  ];
}

/** The first of each kind: patterns fit it. */
function guests(churn: NetworkSpec['churn']): string[] {
  return churn.flatMap((each) => (each.kind === 'joins' ? [`${each.prefix}1`] : []));
}

function* reasonsOf(assertion: Assertion, names: readonly string[], end: number): Generator<string> {
  const to = 'to' in assertion ? assertion.to : [];
  const unknown = to.filter((pattern) => !names.some((name) => isNamed([pattern], name)));
  if (unknown.length > 0) yield `no node is called ${unknown.join(', ')}: name those that it is about`;
  const time = timeOf(assertion);
  if (time !== undefined && time > end)
    yield `at ${time} ms the run is over, for it ends at ${end} ms: ask for an earlier time, or end later`;
  if (!('atMost' in assertion)) return;
  const { atLeast, atMost } = assertion;
  if (atLeast === undefined && atMost === undefined) yield 'it has no bound: say atLeast or atMost';
  else if (atLeast !== undefined && atMost !== undefined && atLeast > atMost)
    yield `it is to be at least ${atLeast} and at most ${atMost}: nothing is both`;
}

function timeOf(assertion: Assertion): number | undefined {
  if (assertion.kind === 'coverage') return assertion.at;
  return assertion.kind === 'delivered' || assertion.kind === 'converged' ? assertion.by : undefined;
}
