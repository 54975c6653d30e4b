import { sizeOf } from './sizes.js';

/** Characters of a bar. */
const WIDTH = 30;

/** How far something is, as a line. `rate`: bytes a second. */
export function barOf(done: number, all: number, rate: number, rest = ''): string {
  const part = all === 0 ? 0 : Math.min(1, done / all);
  const full = Math.round(part * WIDTH);
  return `[${'#'.repeat(full)}${'-'.repeat(WIDTH - full)}] ${Math.floor(part * 100)} %  ${sizeOf(rate)}/s${rest}`;
}
