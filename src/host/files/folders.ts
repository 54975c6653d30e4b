import { isAbsolute, relative, resolve, sep } from 'node:path';
import { PeersterError } from '../../core/errors.js';

/** Where a node's user keeps files. */
export interface Folders {
  /** Whose files may be shared; `_SharedFiles` under the working directory unless told otherwise. */
  readonly shared: string;
  /** Where downloads are saved; `_Downloads` likewise. */
  readonly downloads: string;
  /** Where the chunks of files are kept from one run to the next, by one node at a time; unless told otherwise they go with the node. */
  readonly data?: string | undefined;
}

export function foldersOf(folders: Partial<Folders>): Folders {
  const { shared = '_SharedFiles', downloads = '_Downloads', data } = folders;
  return { shared: resolve(shared), downloads: resolve(downloads), data: data === undefined ? undefined : resolve(data) };
}

/** The file of this path under the folder. Throws INVALID_FILE for one that leads out of it. */
export function within(folder: string, path: string): string {
  const file = resolve(folder, path);
  const way = relative(folder, file);
  if (path === '' || path.includes('\0') || isAbsolute(path) || way === '' || way === '..' || way.startsWith(`..${sep}`))
    throw new PeersterError(
      'INVALID_FILE',
      `"${path.replace(/\p{Cc}/gu, '?')}" is not a path under ${folder}: only what is in there can be shared`,
    );
  return file;
}
