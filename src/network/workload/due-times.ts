import type { Random } from '../../core/random.js';
import { at, EXPONENTIAL } from '../links/quantiles.js';
import type { RateProcess, WorkloadSpec } from './workload-spec.js';

/** When one sender's messages are due, in whole ms, ascending; it ends where the workload does. */
export function* dueTimes({ process, start, end, messages }: WorkloadSpec, random: Random): Generator<number> {
  const last = end ?? Number.POSITIVE_INFINITY;
  let due = start + (process.kind === 'poisson' ? gap(process, random) : 0);
  for (let sent = 0; sent < (messages ?? Number.POSITIVE_INFINITY) && due <= last; ) {
    const together = process.kind === 'burst' ? Math.min(process.messages, (messages ?? Number.POSITIVE_INFINITY) - sent) : 1;
    for (let at = 0; at < together; at++) yield Math.round(due);
    sent += together;
    due += gap(process, random);
  }
}

function gap({ kind, every }: RateProcess, random: Random): number {
  return kind === 'poisson' ? (every * at(EXPONENTIAL, random.next())) / 1_000 : every;
}
