/** How a piece of text looks. What that means in colours is the business of whoever shows it. */
export type Style = 'plain' | 'dim' | 'bold' | 'title' | 'explain' | 'origin' | 'fresh' | 'held' | 'lack' | 'full' | 'partial' | 'cut';

export interface Span {
  readonly text: string;
  readonly style: Style;
}

export type Line = readonly Span[];

/** One picture: lines of styled text, no longer and no wider than the screen that it was drawn for. */
export type Frame = readonly Line[];

export function span(text: string, style: Style = 'plain'): Span {
  return { text, style };
}

/** A line without its styles. */
export function textOf(line: Line): string {
  return line.map(({ text }) => text).join('');
}

/** The line cut off after `columns` characters. Everything drawn here is one column a character. */
export function clip(line: Line, columns: number): Line {
  const kept: Span[] = [];
  let room = columns;
  for (const { text, style } of line) {
    if (room <= 0) break;
    const characters = Array.from(text);
    kept.push({ text: characters.slice(0, room).join(''), style });
    room -= characters.length;
  }
  return kept;
}

/** Characters that are not one column wide, or that would move the cursor. */
const UNEVEN =
  /[\p{C}\p{M}\p{Zl}\p{Zp}\p{Extended_Pictographic}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/gu;

/** `text` in exactly `columns` characters, one column each; an ellipsis where something is missing. */
export function fit(text: string, columns: number): string {
  const characters = Array.from(text.replace(UNEVEN, '·'));
  if (characters.length <= columns) return characters.join('') + ' '.repeat(columns - characters.length);
  return columns <= 0 ? '' : `${characters.slice(0, columns - 1).join('')}…`;
}

/** Words of `text` in lines of at most `columns` characters. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
