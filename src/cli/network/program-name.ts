import { basename, relative } from 'node:path';

/** How a person in `directory` starts the program whose file is `file`. */
export function programName(file: string | undefined, directory: string): string {
  if (file === undefined || !file.endsWith('.cjs')) return 'peerster';
  const near = relative(directory, file);
  return near === basename(file) ? `./${near}` : near.startsWith('..') ? file : near;
}
