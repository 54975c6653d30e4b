import { receiveBufferErrors } from '../../../src/host/drops.js';
import type { Figures, Job, Measurement, Round } from './measurement.js';

/** Runs of one job before its figures are reported as void. */
const TRIES = 5;

export interface Rounds {
  readonly rounds: readonly Round[];
  /** Jobs during which the kernel lost datagrams, every time. */
  readonly voidJobs: ReadonlySet<string>;
}

/** Runs all jobs of a measurement once a round, so that a slow moment of the machine hits all of them alike. */
export async function runRounds(measurement: Measurement, repetitions: number, tell: (line: string) => void): Promise<Rounds> {
  const rounds: Round[] = [];
  const voidJobs = new Set<string>();
  for (let number = 1; number <= repetitions; number++) {
    tell(`${measurement.name}: round ${number} of ${repetitions}`);
    const round: Record<string, Figures> = {};
    for (const job of measurement.jobs) {
      const { figures, lost } = await runJob(job, tell);
      if (lost) voidJobs.add(job.name);
      round[job.name] = figures;
    }
    rounds.push(round);
  }
  return { rounds, voidJobs };
}

/** A run during which RcvbufErrors moved measured the kernel's buffers: it is void and repeated. */
async function runJob(job: Job, tell: (line: string) => void): Promise<{ figures: Figures; lost: boolean }> {
  for (let tries = 1; ; tries++) {
    const before = receiveBufferErrors() ?? 0;
    const figures = await job.run();
    const lost = (receiveBufferErrors() ?? 0) - before;
    if (lost === 0) return { figures, lost: false };
    tell(`  ${job.name}: void, RcvbufErrors moved by ${lost}${tries < TRIES ? '; repeated' : ''}`);
    if (tries === TRIES) return { figures, lost: true };
  }
}
