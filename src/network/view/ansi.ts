import type { Frame, Line, Style } from './frame.js';

const ESCAPE = '\u001b[';

/** SGR parameters: the terminal's own colours, so that its theme holds. */
const SGR: Readonly<Record<Style, string>> = {
  plain: '',
  dim: '2',
  bold: '1',
  title: '1;36',
  explain: '33',
  origin: '1;35',
  fresh: '1;92',
  held: '32',
  lack: '2',
  full: '32',
  partial: '33',
  cut: '1;31',
};

/** On a screen of its own, so that what the terminal showed before comes back. Without a cursor, without wrapping. */
export const ENTER = `${ESCAPE}?1049h${ESCAPE}?25l${ESCAPE}?7l${ESCAPE}2J`;
export const LEAVE = `${ESCAPE}?7h${ESCAPE}?25h${ESCAPE}?1049l`;

/** What turns the picture `before` into `after`: only lines that differ are written, each in place, so that nothing flickers. */
export function repaint(before: Frame, after: Frame): string {
  let output = '';
  for (let row = 0; row < Math.max(before.length, after.length); row++) {
    const [old, line] = [paint(before[row] ?? []), paint(after[row] ?? [])];
    if (old !== line) output += `${ESCAPE}${row + 1};1H${line}${ESCAPE}K`;
  }
  return output;
}

/** One line with its colours. */
export function paint(line: Line): string {
  return line.map(({ text, style }) => (SGR[style] === '' ? text : `${ESCAPE}${SGR[style]}m${text}${ESCAPE}0m`)).join('');
}
