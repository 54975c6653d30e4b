import { availableParallelism } from 'node:os';
import { percentile } from '../../record/statistics.js';
import { BusyTask } from './busy-task.js';
import { type CpuTicks, cpuPressure, cpuTicks } from './proc.js';

/** How the machine was while a network ran. Times are ms, shares 0 to 1; undefined: it does not say. */
export interface MachineReport {
  readonly cores: number;
  /** By how much a sleep of 50 ms of this process, which carries all datagrams, was longer. */
  readonly late: { readonly p99: number; readonly most: number };
  /** How many times longer than at best a task took that always does the same work. */
  readonly slowdown: { readonly median: number; readonly p90: number; readonly before: number };
  /** Of the time, in which some task waited for a processor. */
  readonly pressure: number | undefined;
  /** Of the processors' time, taken by other machines. */
  readonly stolen: number | undefined;
  /** Datagrams lost in full buffers: of the relay, and of each node. */
  readonly drops: { readonly relay: number; readonly nodes: Readonly<Record<string, number>> };
  /** Why it was not fit to say that a node failed; empty where it was. */
  readonly unfit: readonly string[];
}

/** ms between two beats. */
export const BEAT = 50;

/** The busy task runs at each so manieth beat. */
const TASK_EVERY = 10;

/** Measurements of each kind that are kept; the oldest go first. */
const MOST_KEPT = 20_000;

/** Looks at the machine while a network runs on it: how late it is, how slow, and what else takes its processors. */
export class MachineWatch {
  private readonly task = new BusyTask();
  private readonly before: number;
  private readonly lateness: number[] = [];
  private readonly slowdowns: number[] = [];
  private readonly began = performance.now();
  private readonly ticks: CpuTicks | undefined = cpuTicks();
  private readonly pressed = cpuPressure();
  private beats = 0;

  constructor() {
    this.task.calibrate();
    this.before = percentile(
      Array.from({ length: 10 }, () => this.task.slowdown()).sort((a, b) => a - b),
      0.5,
    );
  }

  /** To be called every BEAT ms; `late`: by how many ms it was later. */
  beat(late: number): void {
    note(this.lateness, late);
    if (this.beats++ % TASK_EVERY === 0) note(this.slowdowns, this.task.slowdown());
  }

  report(): Omit<MachineReport, 'drops' | 'unfit'> {
    const [late, slow] = [ascending(this.lateness), ascending(this.slowdowns)];
    return {
      cores: availableParallelism(),
      late: { p99: some(percentile(late, 0.99), 0), most: late.at(-1) ?? 0 },
      slowdown: { median: some(percentile(slow, 0.5), 1), p90: some(percentile(slow, 0.9), 1), before: this.before },
      pressure: this.share(cpuPressure(), this.pressed),
      stolen: stolenSince(this.ticks),
    };
  }

  private share(now: number | undefined, before: number | undefined): number | undefined {
    if (now === undefined || before === undefined) return undefined;
    return Math.min(1, (now - before) / 1_000 / Math.max(1, performance.now() - this.began));
  }
}

function note(values: number[], value: number): void {
  if (values.length >= MOST_KEPT) values.shift();
  values.push(value);
}

function ascending(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b);
}

function some(value: number, otherwise: number): number {
  return Number.isFinite(value) ? value : otherwise;
}

function stolenSince(before: CpuTicks | undefined): number | undefined {
  const now = cpuTicks();
  if (now === undefined || before === undefined) return undefined;
  return (now.stolen - before.stolen) / Math.max(1, now.total - before.total);
}
