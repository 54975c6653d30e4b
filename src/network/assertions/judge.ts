import { isNamed } from '../faults/matcher.js';
import type { NodeNames } from '../faults/fault-spec.js';
import type { NetworkReport } from '../record/report.js';
import type { Recorder } from '../record/recorder.js';
import { describe, ms, percent } from './describe.js';
import type { Assertion, Bounds, Measure, Verdict } from './assertion.js';

/** A run that is over. */
export interface Evidence {
  readonly report: NetworkReport;
  readonly recorder: Recorder;
  /** The nodes that live: numbers and names. */
  readonly living: readonly number[];
  readonly names: readonly string[];
  /** The end of the warm-up, ms of the network's time. */
  readonly began: number;
}

/** Of a pair of a rumor and a node: when it was published, and when it was there; undefined: never. */
interface Pair {
  readonly published: number;
  readonly age: number | undefined;
}

export function judge(assertion: Assertion, evidence: Evidence): Verdict {
  const { isKept, measured } = finding(assertion, evidence);
  return { assertion: describe(assertion), isKept, measured };
}

type Finding = Omit<Verdict, 'assertion'>;

function finding(assertion: Assertion, evidence: Evidence): Finding {
  switch (assertion.kind) {
    case 'delivered':
      return delivered(assertion, evidence);
    case 'coverage':
      return coverage(assertion, evidence);
    case 'converged':
      return delivered({ ...assertion, kind: 'delivered', to: ['*'], share: 1, within: undefined }, evidence);
    case 'inOrder': {
      const { count } = evidence.report.disorder;
      return { isKept: count === 0, measured: count === 0 ? 'all in order' : `${count} out of order` };
    }
    case 'noneLost':
      return delivered({ kind: 'delivered', to: ['*'], share: 1, within: undefined, by: undefined }, evidence);
    case 'bound':
      return bounded(measureOf(assertion.measure, evidence.report), assertion, assertion.measure === 'residue' ? percent : shortly);
  }
}

function delivered({ to, share, within, by }: Extract<Assertion, { kind: 'delivered' }>, evidence: Evidence): Finding {
  const pairs = [...pairsOf(evidence, to)];
  if (pairs.length === 0) return { isKept: false, measured: 'nothing was published, or no such node lives' };
  const inTime = pairs.filter(
    ({ age, published }) => age !== undefined && age <= (within ?? age) && published + age <= (by ?? published + age),
  );
  const reached = inTime.length / pairs.length;
  const last = pairs.reduce(
    (most, { published, age }) => Math.max(most, age === undefined ? 0 : within === undefined ? published + age : age),
    0,
  );
  const missing = pairs.filter(({ age }) => age === undefined).length;
  const late = missing === 0 ? `the last after ${ms(last)}` : `${missing} of ${pairs.length} never`;
  return { isKept: reached >= share, measured: `${percent(reached)}, ${late}` };
}

function coverage({ to, at, ...bounds }: Extract<Assertion, { kind: 'coverage' }>, evidence: Evidence): Finding {
  const pairs = [...pairsOf(evidence, to)].filter(({ published }) => published <= at);
  const there = pairs.filter(({ published, age }) => age !== undefined && published + age <= at);
  return bounded(pairs.length === 0 ? 0 : there.length / pairs.length, bounds, percent);
}

function* pairsOf({ recorder, living, names, began }: Evidence, to: NodeNames): Generator<Pair> {
  const asked = living.filter((node) => isNamed(to, names[node] as string));
  for (const rumor of recorder.held.published) {
    for (const node of asked) {
      const published = Math.max(rumor.publishedAt, recorder.livesSince(node)) - began;
      yield { published, age: rumor.holds(node) ? Math.max(0, rumor.acceptedAt(node) - began - published) : undefined };
    }
  }
}

function measureOf(measure: Measure, { residue, perDelivery, redundancy, lastHop, lost }: NetworkReport): number {
  const measures: Readonly<Record<Measure, number>> = {
    residue,
    redundancy,
    lastHop,
    lost,
    packetsPerDelivery: perDelivery.packets,
    bytesPerDelivery: perDelivery.bytes,
  };
  return measures[measure];
}

function bounded(value: number, { atLeast, atMost }: Bounds, write: (value: number) => string): Finding {
  return { isKept: value >= (atLeast ?? value) && value <= (atMost ?? value), measured: write(value) };
}

function shortly(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
