import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { getHeapStatistics } from 'node:v8';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { Ended } from '../ended.js';
import type { Io } from '../io.js';

/**
 * MiB for what is young. In an emulated network much lives for one round trip, and with V8's usual 48 MiB it grows old before that and
 * is copied twice for nothing.
 */
const YOUNG_MEBIBYTES = 384;

interface Surroundings {
  readonly interactive: boolean;
}

/**
 * Runs this very command line in a thread that grants what is young more room: V8 settles that when a thread begins, and for the first
 * thread only by flags. Returns at once, with what the command may touch of the world, where it is in such a thread already, or in a
 * test; otherwise throws `Ended` once the thread has done everything.
 */
export async function inOwnThread(io: Io): Promise<Io> {
  if (!isMainThread) return ofThread(io);
  const program = process.argv[1];
  if (program === undefined || !realpathSync(program).endsWith('.cjs')) return io;
  const surroundings: Surroundings = { interactive: io.interactive };
  const resourceLimits = { maxOldGenerationSizeMb: oldMebibytes(), maxYoungGenerationSizeMb: YOUNG_MEBIBYTES };
  const thread = new Worker(program, { argv: process.argv.slice(2), workerData: surroundings, resourceLimits });
  io.stopSignal().addEventListener('abort', () => thread.postMessage('stop', []), { once: true });
  const [status] = (await once(thread, 'exit')) as [number];
  throw new Ended(status);
}

/** As much as this thread is granted, by V8 itself or by NODE_OPTIONS. */
function oldMebibytes(): number {
  return Math.floor(getHeapStatistics().heap_size_limit / 2 ** 20);
}

/** Signals and the terminal are the first thread's. */
function ofThread(io: Io): Io {
  const { env, stdin, outFd, errFd } = io;
  const stop = new AbortController();
  parentPort?.once('message', () => stop.abort()).unref();
  const { interactive } = workerData as Surroundings;
  const write = { out: (text: string) => io.out(text), err: (text: string) => io.err(text) };
  return { env, stdin, outFd, errFd, interactive, ...write, stopSignal: () => stop.signal };
}
