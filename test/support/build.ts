import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Vitest's global set-up for tests of the built program: builds it once before them. */
export default function setup(): void {
  const built = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: ROOT, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`the program cannot be built:\n${built.stdout}${built.stderr}`);
}

/** The program that the tests start. */
export const PROGRAM = `${ROOT}dist/peerster.cjs`;
