import { type Threshold, thresholdOf } from '../thresholds.js';
import type { Measurement, Round, Row } from './measurement.js';
import type { Rounds } from './rounds.js';
import { type Spread, spread } from './spread.js';

export interface Result extends Spread {
  readonly id: string;
  readonly about: string;
  readonly unit: string;
  /** One for each round. */
  readonly values: readonly number[];
  readonly threshold: Threshold | undefined;
  /** `void`: the kernel lost datagrams meanwhile. Of the median. */
  readonly verdict: 'ok' | 'short' | 'void' | 'for orientation';
}

export function resultsOf({ rows }: Measurement, { rounds, voidJobs }: Rounds): Result[] {
  return rows.map((row) => {
    const values = rounds.map((round) => row.value(round));
    const threshold = thresholdOf(row.id);
    const found = spread(values);
    const lost = jobsReadBy(row, rounds[0] as Round).some((job) => voidJobs.has(job));
    const verdict = lost ? 'void' : threshold === undefined ? 'for orientation' : holds(threshold, found.median) ? 'ok' : 'short';
    return { id: row.id, about: row.about, unit: row.unit, values, threshold, ...found, verdict };
  });
}

export function holds({ atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY }: Threshold, value: number): boolean {
  return value >= atLeast && value <= atMost;
}

/** A row says nowhere else which jobs it is made of. */
function jobsReadBy(row: Row, round: Round): string[] {
  const read: string[] = [];
  row.value(new Proxy(round, { get: (target, job: string) => (read.push(job), target[job]) }));
  return read;
}
