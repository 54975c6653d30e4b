import { isNamed } from '../../faults/matcher.js';
import { checkProgram } from '../../programs/problems.js';
import type { NetworkSpec } from '../network-spec.js';
import { refusalOf, type SpecProblem } from '../problem.js';

/** Programs of somebody else that cannot be, are for nobody, or would have to run where no processes are. */
export function programProblems({ programs, nodes, engine, rule }: NetworkSpec): SpecProblem[] {
  if (programs.length === 0) return [];
  const problems: SpecProblem[] = programs.flatMap((choice) => {
    const refusal = refusalOf(() => checkProgram(choice.program));
    const isMeant = nodes.some(({ name }) => isNamed(choice.nodes, name));
    return [
      ...(refusal === undefined ? [] : [{ where: choice, message: refusal.message }]),
      ...(isMeant ? [] : [{ where: choice, message: `no node is called ${choice.nodes.join(', ')}` }]),
    ];
  });
  const engineProblem = `programs of somebody else run as processes: say engine: processes, not ${engine}`;
  if (engine !== 'processes') problems.push({ where: programs[0] as object, message: engineProblem });
  if (rule !== undefined && nodes.every(({ name }) => programs.some((choice) => isNamed(choice.nodes, name))))
    problems.push({ where: programs[0] as object, message: 'no node is ours, so nobody can take the rule: leave it out' });
  return problems;
}
