import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { PeersterError } from '../../core/errors.js';

/**
 * Makes this process the only one that uses a folder: the file `path` holds its id. One that is left by a process that is gone is taken over.
 * Returns the way to give it up. Throws DISK_FAILED.
 */
export function lock(path: string, folder: string): () => void {
  for (;;)
    try {
      writeFileSync(path, `${process.pid}\n`, { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = Number(readFileSync(path, 'utf8'));
      if (isAlive(holder))
        throw new PeersterError(
          'DISK_FAILED',
          `${folder} is the data folder of a running node (process ${holder}): give each node its own, or remove ${path} if there is none`,
        );
      rmSync(path, { force: true });
    }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
