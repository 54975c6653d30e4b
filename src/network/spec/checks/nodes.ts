import { settings } from '../../../core/settings.js';
import { checkName } from '../../../host/name.js';
import { isNamed } from '../../faults/matcher.js';
import type { NetworkSpec } from '../network-spec.js';
import { refusalOf, type SpecProblem } from '../problem.js';

/** Names that cannot be or are there twice, settings that cannot be, overrides of nobody. */
export function nodeProblems(spec: NetworkSpec): SpecProblem[] {
  const problems: SpecProblem[] = [];
  const seen = new Set<string>();
  for (const node of spec.nodes) {
    const refusal = refusalOf(() => checkName(node.name));
    if (refusal !== undefined) problems.push({ where: node, message: refusal.message });
    if (seen.has(node.name)) problems.push({ where: spec.nodes, message: `two nodes are called "${node.name}": give each its own name` });
    seen.add(node.name);
  }
  const ofAll = refusalOf(() => settings(spec.settings));
  if (ofAll !== undefined) problems.push({ where: spec.settings, message: ofAll.message });
  return [...problems, ...spec.overrides.flatMap((override) => overrideProblems(override, spec))];
}

function overrideProblems(override: NetworkSpec['overrides'][number], { nodes }: NetworkSpec): SpecProblem[] {
  const refusal = refusalOf(() => settings(override.settings));
  const isMeant = nodes.some(({ name }) => isNamed(override.nodes, name));
  return [
    ...(refusal === undefined ? [] : [{ where: override, message: refusal.message }]),
    ...(isMeant ? [] : [{ where: override, message: `no node is called ${override.nodes.join(', ')}` }]),
  ];
}
