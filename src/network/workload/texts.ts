import type { Random } from '../../core/random.js';
import type { WorkloadSpec } from './workload-spec.js';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** The text of the `number`-th message of a workload. Sizes are drawn uniformly, both ends included. */
export function textOf({ text, size }: WorkloadSpec, number: number, random: Random): string {
  if (text !== undefined) return text.replaceAll('{n}', String(number));
  const { min, max } = size ?? { min: 32, max: 32 };
  const bytes = min + random.below(max - min + 1);
  const head = `${number} `.slice(0, bytes);
  return head + Array.from({ length: bytes - head.length }, (_, at) => LETTERS[(number + at) % LETTERS.length]).join('');
}
