import { BOUNDS } from '../core/bounds.js';
import { PeersterError } from '../core/errors.js';
import { utf8Length } from '../core/text.js';

const UNPRINTABLE = /[\p{Cc}\u2028\u2029]/gu;

/**
 * Returns `name` if a node may be called so: 1 to 255 bytes of UTF-8, no control character and no line separator (names are
 * printed within lines), no blank at either end. Blanks and commas inside are allowed, because course nodes allow them.
 * Throws INVALID_NAME.
 */
export function checkName(name: string): string {
  const fault = faultOf(name);
  if (fault === undefined) return name;
  const shown = name.slice(0, 80).replace(UNPRINTABLE, '?');
  throw new PeersterError('INVALID_NAME', `a node cannot be called "${shown}": ${fault}`);
}

function faultOf(name: string): string | undefined {
  if (name === '') return 'the name is empty';
  if (name.search(UNPRINTABLE) >= 0) return 'the name contains a control character or a line break';
  if (/\p{Cs}/u.test(name)) return 'the name is not well-formed Unicode';
  if (name.trim() !== name) return 'the name begins or ends with a blank';
  if (utf8Length(name) > BOUNDS.nameBytes) return `the name is longer than ${BOUNDS.nameBytes} bytes`;
  return undefined;
}
