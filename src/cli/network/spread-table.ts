import { HEADER_BYTES, type Traffic } from '../../network/spread/traffic.js';
import type { SpreadReport } from '../../network/spread/spread.js';

/** What the run cost the machine. */
export interface Cost {
  readonly setUpSeconds: number;
  readonly runSeconds: number;
  /** Of all threads of the process, from its start on. */
  readonly cpuSeconds: number;
  readonly eventsPerSecond: number;
  /** Of the process at its largest, less what it was before, over the nodes. */
  readonly bytesPerNode: number;
  readonly peakMegabytes: number;
}

const LEVELS = '▁▂▃▄▅▆▇█';

/** The report for a reader, with what produced it on its last line. */
export function spreadTable(title: string, report: SpreadReport, cost: Cost, provenance: string): string {
  return [title, '', ...coverageLines(report), '', ...trafficLines(report), '', ...costLines(report, cost), provenance, ''].join('\n');
}

function coverageLines({ coverage, floor, curve, reached, ms }: SpreadReport): string[] {
  const heads = coverage.map(({ share }) => `${share * 100} %`);
  const times = coverage.map((each) => (each.ms === undefined ? 'never' : `${number(each.ms)} ms`));
  return [
    row('of the deliveries', heads),
    row('there after', times),
    row('at best', [...heads.slice(1).map(() => ''), `${number(floor.ms)} ms`]) + `  (${floor.hops} ${floor.hops === 1 ? 'hop' : 'hops'})`,
    '',
    `${curve.map((share) => LEVELS[Math.min(LEVELS.length - 1, Math.floor(share * LEVELS.length))]).join('')}  ` +
      `${percent(reached)} in ${number(ms)} ms`,
  ];
}

function trafficLines({ traffic, deliveries, floor }: SpreadReport): string[] {
  const all = traffic.reduce((sum, { packets, bytes }) => ({ packets: sum.packets + packets, bytes: sum.bytes + bytes }), {
    packets: 0,
    bytes: 0,
  });
  const line = (name: string, { packets, bytes }: Omit<Traffic, 'kind'>): string =>
    row(name, [
      number(packets),
      fixed(packets / deliveries),
      fixed(bytes / deliveries),
      fixed((bytes + packets * HEADER_BYTES) / deliveries),
    ]);
  return [
    row('datagrams', ['sent', 'per delivery', 'bytes', 'with headers']),
    ...traffic.map((each) => line(each.kind, each)),
    line('all', all),
    line('at best', { packets: floor.payloads, bytes: floor.payloads * floor.payloadBytes }),
  ];
}

function costLines({ events }: SpreadReport, cost: Cost): string[] {
  return [
    `${number(events)} events, ${number(cost.eventsPerSecond)}/s; set up in ${cost.setUpSeconds.toFixed(1)} s, ` +
      `run in ${cost.runSeconds.toFixed(1)} s; ${number(cost.bytesPerNode)} bytes a node, ${number(cost.peakMegabytes)} MiB at most`,
  ];
}

function row(name: string, cells: readonly string[]): string {
  return name.padEnd(18) + cells.map((cell) => cell.padStart(14)).join('');
}

export function number(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}

function fixed(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2) : '';
}

/** Never rounded up to all. */
export function percent(share: number): string {
  return `${(Math.floor(share * 1_000) / 10).toFixed(share === 1 ? 0 : 1)} %`;
}
