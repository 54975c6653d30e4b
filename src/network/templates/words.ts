import { PeersterError } from '../../core/errors.js';

/** Blanks, a quoted piece, a character after a backslash, a plain piece. */
const PIECE = /(\s+)|'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\s'"\\]+)/gsy;

/** A text as words, with the quotes and backslashes of a shell and nothing else of it. Throws INVALID_SETTING where a quote has no end. */
export function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  for (const match of text.matchAll(PIECE)) {
    const [all, blank, single, double, escaped, plain] = match;
    at += all.length;
    if (blank === undefined) word = (word ?? '') + (single ?? double?.replace(/\\(.)/gs, '$1') ?? escaped ?? plain ?? '');
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  if (at < text.length) throw new PeersterError('INVALID_SETTING', `a quote has no end: ${text.slice(at)}`);
  return word === undefined ? words : [...words, word];
}
