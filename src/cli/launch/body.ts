import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import type { main } from '../main.js';

/** Put in by scripts/build.mjs: what names the code cache that belongs to this very body, and how many characters it has. */
declare const PEERSTER_BODY_ID: string;
declare const PEERSTER_BODY_LENGTH: number;

/**
 * The program behind the launcher. It stands in the same file as comment lines, because V8 looks through a megabyte of code before
 * it runs the first line (20 ms), but skips a comment; and beside the file lies what V8 compiled when it was built, which spares it
 * that look here too (30 ms of 100). Without that file, or under another version of Node, everything works, only slower.
 */
export function loadBody(): { main: typeof main } {
  const text = readFileSync(__filename, 'latin1').slice(-PEERSTER_BODY_LENGTH).replace(/^\/\//gm, '');
  const cachedData = readCache(join(dirname(__filename), `peerster-${PEERSTER_BODY_ID}.cache`));
  const script = new Script(text, { filename: 'peerster', ...(cachedData === undefined ? {} : { cachedData }) });
  const body = { exports: {} as { main: typeof main } };
  script.runInThisContext()(require, body, body.exports);
  return body.exports;
}

function readCache(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
