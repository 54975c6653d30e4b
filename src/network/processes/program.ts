import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PeersterError } from '../../core/errors.js';

/**
 * The built program: the running one, or what a source tree around the running script has built. Throws UNSUPPORTED where there is none.
 */
export function programPath(script: string | undefined = process.argv[1]): string {
  const running = script === undefined || !existsSync(script) ? process.cwd() : realpathSync(script); // an installed one is a link
  if (running.endsWith('.cjs')) return running;
  for (let folder = running; ; folder = dirname(folder)) {
    const built = join(folder, 'dist', 'peerster.cjs');
    if (existsSync(built)) return built;
    if (folder === dirname(folder)) break;
  }
  throw new PeersterError('UNSUPPORTED', 'nodes in processes of their own need the built program: make build');
}
