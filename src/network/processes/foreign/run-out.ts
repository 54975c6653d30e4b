import type { Ending, ManagedProcess } from '../managed-process.js';

/** Waits for a program to end, and kills it after `limit` ms. */
export async function runOut(run: ManagedProcess, limit: number): Promise<Ending> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    void run.kill();
  }, limit);
  const ending = await run.gone;
  clearTimeout(timer);
  return isLate ? { ...ending, why: `it was not over after ${limit / 1_000} s` } : ending;
}
