import type { NetworkReport } from '../record/report.js';
import { type Distribution, distribution } from '../record/statistics.js';

/** Numbers of a report, by name; undefined: not reached in this run. */
const NUMBERS = {
  ms: (report: NetworkReport) => report.ms,
  nodes: (report: NetworkReport) => report.nodes,
  rumors: (report: NetworkReport) => report.rumors,
  deliveries: (report: NetworkReport) => report.deliveries,
  timeTo50: (report: NetworkReport) => timeTo(report, 0.5),
  timeTo99: (report: NetworkReport) => timeTo(report, 0.99),
  timeTo100: (report: NetworkReport) => timeTo(report, 1),
  completion: (report: NetworkReport) => report.completion,
  residue: (report: NetworkReport) => report.residue,
  packetsPerDelivery: (report: NetworkReport) => report.perDelivery.packets,
  bytesPerDelivery: (report: NetworkReport) => report.perDelivery.bytes,
  bytesWithHeadersPerDelivery: (report: NetworkReport) => report.perDelivery.bytesWithHeaders,
  redundancy: (report: NetworkReport) => report.redundancy,
  lastHop: (report: NetworkReport) => report.lastHop,
  lost: (report: NetworkReport) => report.lost,
  packetsPerNode: (report: NetworkReport) => report.load.packets?.mean,
  mostPacketsOfANode: (report: NetworkReport) => report.load.packets?.most,
  floorMs: (report: NetworkReport) => report.floor.ms,
  floorHops: (report: NetworkReport) => report.floor.hops,
  floorPayloads: (report: NetworkReport) => report.floor.payloads,
} as const satisfies Record<string, (report: NetworkReport) => number | undefined>;

export type SummaryNumber = keyof typeof NUMBERS;

/** Over several runs. */
export interface Summary {
  readonly runs: number;
  /** Of the runs in which there was such a number; undefined: in none. */
  readonly numbers: Readonly<Record<SummaryNumber, (Distribution & { readonly runs: number }) | undefined>>;
  /** Coverage at so many equal steps up to the latest last delivery of all runs, by step. */
  readonly curve: {
    readonly step: number;
    readonly mean: readonly number[];
    readonly p10: readonly number[];
    readonly p90: readonly number[];
  };
}

const STEPS = 60;

export function summarise(reports: readonly NetworkReport[]): Summary {
  const names = Object.keys(NUMBERS) as SummaryNumber[];
  const numbers = Object.fromEntries(names.map((name) => [name, over(reports.map((report) => NUMBERS[name](report)))]));
  return { runs: reports.length, numbers: numbers as Summary['numbers'], curve: curveOf(reports) };
}

function timeTo({ coverage }: NetworkReport, wanted: number): number | undefined {
  return coverage.find(({ share }) => share === wanted)?.ms;
}

function over(values: readonly (number | undefined)[]): Summary['numbers'][SummaryNumber] {
  const there = values.filter((value) => value !== undefined);
  const of = distribution(there);
  return of === undefined ? undefined : { ...of, runs: there.length };
}

function curveOf(reports: readonly NetworkReport[]): Summary['curve'] {
  const step = reports.reduce((most, { curve }) => Math.max(most, curve.step * curve.shares.length), 0) / STEPS;
  if (step === 0) return { step, mean: [], p10: [], p90: [] };
  const at = Array.from({ length: STEPS }, (_, index) => distribution(reports.map(({ curve }) => shareAt(curve, (index + 1) * step))));
  const all = (pick: (of: Distribution) => number) => at.map((of) => (of === undefined ? 0 : pick(of)));
  return { step, mean: all(({ mean }) => mean), p10: all(({ p10 }) => p10), p90: all(({ p90 }) => p90) };
}

function shareAt({ step, shares }: NetworkReport['curve'], ms: number): number {
  if (step === 0) return 0;
  return shares[Math.min(shares.length, Math.floor(ms / step + 1e-9)) - 1] ?? 0;
}
