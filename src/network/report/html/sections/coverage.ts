import { type CoverageCurve, coverageChart, type Mark } from '../../charts/coverage.js';
import type { NetworkReport } from '../../../record/report.js';
import { mean, percentile } from '../../../record/statistics.js';
import { type Row, type Section, table } from '../page.js';
import type { Presented } from '../presented.js';
import { time } from '../words.js';

export function coverage({ runs }: Presented): Section {
  const reports = runs.map(({ report }) => report);
  const [first] = reports as [NetworkReport];
  const marks: Mark[] = first.rumors === 1 ? first.happenings.slice(0, 12).map(({ at, what }) => ({ at, label: what })) : [];
  const chart = coverageChart(curveOver(reports), mean(reports.map(({ floor }) => floor.ms)), marks);
  const band = runs.length > 1 ? ` Mean of ${runs.length} runs; the band is where four fifths of them lie.` : '';
  return {
    heading: 'Coverage',
    words: `The share of all deliveries made so long after the publication of each rumor.${band}`,
    content: `<figure>${chart}</figure>${coverageTable(reports)}`,
  };
}

function coverageTable(reports: readonly NetworkReport[]): string {
  const [first] = reports as [NetworkReport];
  const times = first.coverage.map(({ share }, at): Row => {
    const ms = reports.map(({ coverage: each }) => each[at]?.ms ?? Number.POSITIVE_INFINITY).toSorted((a, b) => a - b);
    return { cells: [`${share * 100} %`, ...[0.1, 0.5, 0.9].map((part) => time(percentile(ms, part)))] };
  });
  const floor = { cells: ['at best', '', time(mean(reports.map(({ floor: { ms } }) => ms))), ''], isFloor: true };
  return table(['delivered', 'p10', 'median', 'p90'], [...times, floor]);
}

/** On one raster of time. Past its last delivery a run stays where it was. */
function curveOver(reports: readonly NetworkReport[]): CoverageCurve {
  const steps = Math.max(0, ...reports.map(({ curve }) => curve.shares.length));
  const end = Math.max(0, ...reports.map(({ curve }) => curve.step * curve.shares.length));
  const times = Array.from({ length: steps + 1 }, (_, at) => (steps === 0 ? 0 : (at * end) / steps));
  const columns = times.map((at) => reports.map((report) => shareAt(report, at)).toSorted((a, b) => a - b));
  const curve = { times, mean: columns.map(mean) };
  if (reports.length === 1) return curve;
  return { ...curve, low: columns.map((column) => percentile(column, 0.1)), high: columns.map((column) => percentile(column, 0.9)) };
}

function shareAt({ curve: { step, shares } }: NetworkReport, at: number): number {
  const place = step === 0 ? 0 : Math.min(shares.length, Math.floor(at / step + 1e-9));
  return place === 0 ? 0 : (shares[place - 1] as number);
}
