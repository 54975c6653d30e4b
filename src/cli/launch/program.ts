import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import type { main } from '../main.js';

/** Put in by scripts/build.mjs: the program, bundled, as the text of a function of require, module and exports. */
declare const PEERSTER_PROGRAM: string;
/** Names the code cache of this very text. V8 itself compares no more than lengths. */
declare const PEERSTER_PROGRAM_ID: string;

/**
 * The program behind the launcher. It stands in this file as one string, which V8 need not parse to answer `--help`; and beside the
 * file lies what V8 compiled of it when it was built, so that it need not be parsed here either. ARCHITECTURE.md has the figures.
 * Without the cache, or under another version of Node, everything works, only slower.
 */
export function loadProgram(): { main: typeof main } {
  const cachedData = readCache(join(dirname(__filename), `peerster-${PEERSTER_PROGRAM_ID}.cache`));
  const script = new Script(TEXT, { filename: 'peerster', ...(cachedData === undefined ? {} : { cachedData }) });
  const program = { exports: {} as { main: typeof main } };
  script.runInThisContext()(require, program, program.exports);
  return program.exports;
}

// Outside the function: V8 reads through a function's body twice, once to see where it ends.
const TEXT = PEERSTER_PROGRAM;

function readCache(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
