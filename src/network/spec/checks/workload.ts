import { BOUNDS } from '../../../core/bounds.js';
import { checkText } from '../../../core/validity.js';
import { isNamed } from '../../faults/matcher.js';
import type { WorkloadSpec } from '../../workload/workload-spec.js';
import { lastMs, type NetworkSpec } from '../network-spec.js';
import { refusalOf, type SpecProblem } from '../problem.js';

/** Senders that nobody is, texts that no message carries, and what never ends. */
export function workloadProblems(spec: NetworkSpec): SpecProblem[] {
  return spec.workload.flatMap((workload) => [...reasonsOf(workload, spec)].map((message) => ({ where: workload, message })));
}

function* reasonsOf(workload: WorkloadSpec, spec: NetworkSpec): Generator<string> {
  const { from, start, end, messages, process, size, text } = workload;
  const unknown = from === 'any' ? [] : from.filter((pattern) => !spec.nodes.some(({ name }) => isNamed([pattern], name)));
  if (unknown.length > 0) yield `no node is called ${unknown.join(', ')}: name one that sends`;
  if (process.every === 0) yield 'nothing can be sent every 0 ms: say how long is between';
  if (end !== undefined && end < start) yield `it is to end at ${end} ms, before it starts at ${start} ms`;
  if (start > lastMs(spec)) yield `it starts at ${start} ms, when the run is over: start earlier, or end later`;
  if (end === undefined && messages === undefined && spec.end.kind === 'converged')
    yield 'it never ends: say messages or until, or end of the run';
  if (size !== undefined && text !== undefined) yield 'it has a size and a text: leave one of the two out';
  if (size !== undefined && size.max > BOUNDS.textBytes)
    yield `${size.max} bytes are too many for a text: ${BOUNDS.textBytes} are the most`;
  const refusal = text === undefined ? undefined : refusalOf(() => checkText(text));
  if (refusal !== undefined) yield refusal.message;
}
