import { PeersterError } from '../../../core/errors.js';
import type { Ending } from '../managed-process.js';

/** Lines told of what a program wrote last, and characters of each. */
const TOLD = { lines: 10, characters: 300 };

type Told = Pick<Ending, 'why' | 'lines'>;

/** Somebody else's program has failed: who, why, and what it wrote last. */
export function programFailed(who: string, ending: Told): PeersterError {
  return new PeersterError('PROGRAM_FAILED', inWords(who, ending));
}

/** A node has ended, by itself or because it was told to. */
export function nodeEnded(name: string, ending: Told): PeersterError {
  return new PeersterError('CLOSED', inWords(`${name} has ended`, ending));
}

function inWords(who: string, { why, lines }: Told): string {
  const last = lines.slice(-TOLD.lines).map((line) => `\n  ${line.slice(0, TOLD.characters)}`);
  return `${who}: ${why}${last.length === 0 ? '; it wrote nothing' : `; it wrote last:${last.join('')}`}`;
}
