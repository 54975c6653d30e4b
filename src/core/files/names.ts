import { BOUNDS } from '../bounds.js';
import { PeersterError } from '../errors.js';
import { utf8Length } from '../text.js';

/** The base name in a name that may come from anywhere: nothing of it leads out of a folder. Throws INVALID_FILE. */
export function baseName(name: string): string {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  if (base === '' || base === '.' || base === '..' || /\p{Cc}/u.test(base) || utf8Length(base) > BOUNDS.nameBytes) {
    const shown = name.slice(0, 80).replace(/\p{Cc}/gu, '?');
    throw new PeersterError(
      'INVALID_FILE',
      `"${shown}" cannot be the name of a file: write 1 to ${BOUNDS.nameBytes} bytes, without control characters`,
    );
  }
  return base;
}
