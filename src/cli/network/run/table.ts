import type { NetworkReport } from '../../../network/record/report.js';
import { mean } from '../../../network/record/statistics.js';
import { broken, type Runs } from '../../../network/runs/run.js';
import type { SummaryNumber } from '../../../network/runs/summary.js';
import { HEADER_BYTES } from '../../../network/spread/traffic.js';
import type { NetworkSpec } from '../../../network/spec/network-spec.js';
import { VERSION } from '../../../version.js';
import { number, percent } from '../spread-table.js';
import { verdictLines } from './verdict-lines.js';

type Write = (value: number) => string;
const LEVELS = '▁▂▃▄▅▆▇█';

const ms: Write = (value) => `${number(value)} ms`;
const two: Write = (value) => (Number.isInteger(value) ? number(value) : value.toFixed(2));

/** What runs told, for a reader: the medians, how far they spread where there are several, and what cannot be gone below. */
export function runTable(spec: NetworkSpec, runs: Runs, command: string): string {
  const lines = [
    title(spec, runs),
    '',
    ...numbers(runs),
    '',
    ...traffic(runs),
    '',
    curve(runs),
    '',
    ...verdicts(runs),
    ...verdictLines(runs),
    ...digests(runs),
  ];
  return [...lines, `peerster ${VERSION}, Node ${process.version}: ${command}`, ''].join('\n');
}

function title({ name, nodes, topology }: NetworkSpec, { engine, runs }: Runs): string {
  const graph = typeof topology === 'string' ? topology : `${topology.length} links`;
  return `${name}: ${number(nodes.length)} nodes, ${graph}, ${engine}, ${runs.length === 1 ? 'one run' : `${runs.length} runs`}`;
}

function numbers(runs: Runs): string[] {
  const several = runs.runs.length > 1;
  const heads = several ? ['median', '10 %', '90 %', 'at best'] : ['', 'at best'];
  const lines: readonly [string, SummaryNumber, Write, SummaryNumber | undefined][] = [
    ['time to 50 %', 'timeTo50', ms, undefined],
    ['time to 99 %', 'timeTo99', ms, undefined],
    ['time to 100 %', 'timeTo100', ms, 'floorMs'],
    ['all delivered after', 'completion', ms, undefined],
    ['last delivery hop', 'lastHop', two, 'floorHops'],
    ['residue', 'residue', percent, undefined],
    ['redundancy', 'redundancy', two, undefined],
    ['packets of a node', 'packetsPerNode', two, undefined],
    ['of the busiest', 'mostPacketsOfANode', two, undefined],
  ];
  return [row('', heads), ...lines.map(([name, what, write, floor]) => row(name, cells(runs, what, write, floor)))];
}

function cells({ runs, summary }: Runs, what: SummaryNumber, write: Write, floor: SummaryNumber | undefined): string[] {
  const of = summary.numbers[what];
  const best = floor === undefined ? undefined : summary.numbers[floor];
  const last = best === undefined ? '' : write(best.median);
  if (of === undefined) return runs.length > 1 ? ['never', '', '', last] : ['never', last];
  const missing = of.runs < runs.length ? ` (${of.runs} runs)` : '';
  return runs.length > 1 ? [`${write(of.median)}${missing}`, write(of.p10), write(of.p90), last] : [write(of.median), last];
}

/** Means over the runs. */
function traffic({ runs }: Runs): string[] {
  const reports = runs.map(({ report }) => report);
  const kinds = [...new Set(reports.flatMap((report) => report.traffic.map(({ kind }) => kind)))];
  const per = (pick: (report: NetworkReport) => number) => mean(reports.map((report) => pick(report) / Math.max(1, report.deliveries)));
  const line = (name: string, packets: number, bytes: number) =>
    row(
      name,
      [packets, bytes, bytes + packets * HEADER_BYTES].map((value) => value.toFixed(2)),
    );
  const sum = (report: NetworkReport, what: 'packets' | 'bytes', kind?: string) =>
    report.traffic.reduce((all, each) => all + (kind === undefined || each.kind === kind ? each[what] : 0), 0);
  return [
    row('per delivery', ['datagrams', 'bytes', 'with headers']),
    ...kinds.map((kind) =>
      line(
        kind,
        per((report) => sum(report, 'packets', kind)),
        per((report) => sum(report, 'bytes', kind)),
      ),
    ),
    line(
      'all',
      per((report) => sum(report, 'packets')),
      per((report) => sum(report, 'bytes')),
    ),
    line(
      'at best',
      per(({ floor }) => floor.payloads),
      per(({ floor }) => floor.payloads * floor.payloadBytes),
    ),
  ];
}

function curve({ summary: { curve } }: Runs): string {
  const bars = curve.mean.map((share) => LEVELS[Math.min(LEVELS.length - 1, Math.floor(share * LEVELS.length))]).join('');
  return curve.step === 0 ? 'nothing was delivered' : `${bars}  coverage in ${ms(curve.step * curve.mean.length)} after publication`;
}

function verdicts(runs: Runs): string[] {
  const [first] = runs.runs;
  const failed = broken(runs);
  const lines = (first?.verdicts ?? []).map(({ assertion, measured }) => {
    const failure = failed.find(({ verdict }) => verdict.assertion === assertion);
    if (failure === undefined) return `  kept    ${assertion}  (${measured})`;
    const where = runs.runs.length > 1 ? `; in ${failure.times} of ${runs.runs.length} runs, first with seed ${failure.seed}` : '';
    return `  BROKEN  ${assertion}  (${failure.verdict.measured}${where})`;
  });
  return lines.length === 0 ? [] : ['asserted', ...lines, ''];
}

function digests({ runs }: Runs): string[] {
  const lines = runs.flatMap(({ seed, digest }) => (digest === undefined ? [] : [`  seed ${seed}  ${digest}`]));
  return lines.length === 0 ? [] : ['digests', ...lines, ''];
}

function row(name: string, cells: readonly string[]): string {
  return (name.padEnd(20) + cells.map((cell) => cell.padStart(15)).join('')).trimEnd();
}
