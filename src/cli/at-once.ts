import { VERSION } from '../version.js';
import { HELP } from './help.js';
import type { Io } from './io.js';

/** Answers what needs no command to be loaded and returns the exit status; undefined if the arguments ask for more. */
export function answerAtOnce(argv: readonly string[], io: Pick<Io, 'out' | 'err'>): number | undefined {
  const [name, ...rest] = argv;
  if (name === undefined) {
    io.err(HELP);
    return 2;
  }
  if (/^--?(h|help)$/.test(name) || (name === 'help' && rest.length === 0)) {
    io.out(HELP);
    return 0;
  }
  if (name === 'help' && /^(help|version)$/.test(rest[0] as string)) {
    io.out(rest[0] === 'help' ? HELP : 'Usage: peerster version\n\nPrints the version of the program.\n');
    return 0;
  }
  if (name === 'version' || /^--?(v|version)$/.test(name)) {
    io.out(`${VERSION}\n`);
    return 0;
  }
  return undefined;
}
