import { PeersterError } from '../../../core/errors.js';
import type { Ending } from '../managed-process.js';

/** Lines told of what a program wrote last, and characters of each. */
const TOLD = { lines: 10, characters: 300 };

/** Somebody else's program has failed: who, why, and what it wrote last. */
export function programFailed(who: string, { why, lines }: Pick<Ending, 'why' | 'lines'>): PeersterError {
  const last = lines.slice(-TOLD.lines).map((line) => `\n  ${line.slice(0, TOLD.characters)}`);
  const wrote = last.length === 0 ? '; it wrote nothing' : `; it wrote last:${last.join('')}`;
  return new PeersterError('PROGRAM_FAILED', `${who}: ${why}${wrote}`);
}
