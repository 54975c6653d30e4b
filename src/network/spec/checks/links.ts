import { Random } from '../../../core/random.js';
import { Faults } from '../../faults/faults.js';
import type { NetworkSpec } from '../network-spec.js';
import { refusalOf, type SpecProblem } from '../problem.js';

/** What links cannot do, and selections of nobody. */
export function linkProblems({ links, nodes }: NetworkSpec): SpecProblem[] {
  const faults = new Faults(
    new Random(0),
    nodes.map(({ name }) => name),
  );
  return links.flatMap((spec) => {
    const refusal = refusalOf(() => faults.add(spec));
    return refusal === undefined ? [] : [{ where: spec, message: refusal.message }];
  });
}
