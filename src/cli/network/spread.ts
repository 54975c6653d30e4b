import { randomInt } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PeersterError } from '../../core/errors.js';
import { checkHeap } from '../../network/heap-room.js';
import type { DelayRange } from '../../network/links/delay.js';
import { Spread, type SpreadReport } from '../../network/spread/spread.js';
import { VERSION } from '../../version.js';
import { UsageError } from '../go-flags.js';
import type { Io } from '../io.js';
import { Progress } from '../progress.js';
import { type Cost, number, percent, spreadTable } from './spread-table.js';

export interface SpreadFlags {
  readonly nodes: number;
  readonly topology: string;
  readonly delay: DelayRange;
  readonly loss: number;
  readonly rumors: number;
  readonly seed?: number;
  readonly set: Readonly<Record<string, number>>;
  /** Virtual seconds. */
  readonly within: number;
  readonly encoded?: true;
  readonly json?: true;
}

/** Events between looks at the clock. */
const SLICE = 20_000;

/** Emulates a network in which rumors spread, and tells how they did. */
export async function spread(flags: SpreadFlags, io: Io): Promise<void> {
  const seed = flags.seed ?? randomInt(2 ** 32);
  asUsage(() => checkHeap(flags.nodes));
  const progress = new Progress(io);
  const before = process.memoryUsage.rss();
  const began = performance.now();
  progress.show(`setting up ${number(flags.nodes)} nodes`);
  const run = setUp(flags, seed);
  run.publish();
  const setUp_ = performance.now();
  await runToEnd(run, flags, progress, io.stopSignal());
  progress.clear();
  const runSeconds = (performance.now() - setUp_) / 1_000;
  const report = run.report();
  const cost = costOf(report, (setUp_ - began) / 1_000, runSeconds, flags.nodes, before);
  io.out(flags.json ? json(run, flags, seed, report, cost) : spreadTable(titleOf(flags), report, cost, provenanceOf(run, flags, seed)));
  if (report.reached < 1) throw new Error(`${percent(report.reached)} was reached within ${flags.within} virtual seconds; more --within?`);
}

function setUp(flags: SpreadFlags, seed: number): Spread {
  return asUsage(() => new Spread({ ...flags, seed, settings: flags.set, encoded: flags.encoded === true }));
}

/** What cannot be is a wrong use. */
function asUsage<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof PeersterError ? new UsageError(error.message) : error;
  }
}

async function runToEnd(run: Spread, { within }: SpreadFlags, progress: Progress, stop: AbortSignal): Promise<void> {
  const [began, first] = [performance.now(), run.world.events];
  while (!run.advance(SLICE, within * 1_000)) {
    if (!progress.isDue()) continue;
    const rate = ((run.world.events - first) / (performance.now() - began)) * 1_000;
    progress.show(`${percent(run.coverage.share)} reached after ${number(run.elapsed)} virtual ms, ${number(rate)} events/s`);
    await nextTurn();
    if (stop.aborted) throw new Error(`stopped when ${percent(run.coverage.share)} was reached`);
  }
}

function costOf({ events }: SpreadReport, setUpSeconds: number, runSeconds: number, nodes: number, before: number): Cost {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const peak = maxRSS * 1_024;
  return {
    setUpSeconds,
    runSeconds,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    eventsPerSecond: events / runSeconds,
    bytesPerNode: (peak - before) / nodes,
    peakMegabytes: peak / 2 ** 20,
  };
}

function titleOf({ nodes, topology, delay: { min, max }, loss, rumors }: SpreadFlags): string {
  const lost = loss === 0 ? '' : `, ${Number((loss * 100).toPrecision(3))} % of datagrams lost`;
  const what = rumors === 1 ? 'One rumor' : `${number(rumors)} rumors`;
  return `${what} among ${number(nodes)} emulated nodes, ${topology}, links of ${min === max ? min : `${min} to ${max}`} ms${lost}`;
}

/** What it takes to have the same run again. */
function provenanceOf(run: Spread, flags: SpreadFlags, seed: number): string {
  const { nodes, topology, delay, loss, rumors, set, encoded } = flags;
  const changed = Object.entries(set).map(([name, value]) => ` --set ${name}=${value}`);
  const words = `--nodes ${nodes} --topology ${topology} --delay ${delay.min}-${delay.max} --loss ${loss} --rumors ${rumors} --seed ${seed}`;
  const settings = Object.entries(run.settings).map(([name, value]) => `${name}=${value}`);
  return (
    `peerster ${VERSION}, Node ${process.version}: peerster network spread ${words}${encoded ? ' --encoded' : ''}${changed.join('')}\n` +
    `with ${settings.join(' ')}`
  );
}

function json(run: Spread, flags: SpreadFlags, seed: number, report: SpreadReport, cost: Cost): string {
  const { nodes, topology, delay, loss, rumors, encoded = false } = flags;
  const provenance = { version: VERSION, node: process.version, nodes, topology, delay, loss, rumors, seed, encoded };
  return `${JSON.stringify({ ...provenance, settings: run.settings, report, cost })}\n`;
}
