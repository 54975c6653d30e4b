import { PeersterError } from '../../core/errors.js';
import { nearest } from '../../core/nearest.js';
import { wordsOf } from './words.js';

/** What holes are filled with, by their names; undefined: the words with that hole are left out. */
export type Fillings = Readonly<Record<string, string | undefined>>;

const HOLE = /\{(\w+)\}/g;

/** A command line with holes: `./Peerster -name={name} -peers={peers}`. */
export class Template {
  private constructor(private readonly words: readonly string[]) {}

  /** `text`: words as in a shell, or the words themselves. `holes`: those that it may have. Throws INVALID_SETTING. */
  static parse(text: string | readonly string[], holes: readonly string[]): Template {
    const words = typeof text === 'string' ? wordsOf(text) : text;
    if (words.length === 0) throw new PeersterError('INVALID_SETTING', 'a command line has at least the name of a program');
    for (const word of words) for (const [, hole] of word.matchAll(HOLE)) mustBeKnown(hole as string, holes);
    return new Template(words);
  }

  has(hole: string): boolean {
    return this.words.some((word) => word.includes(`{${hole}}`));
  }

  /** The same with more words at its end. */
  with(...words: readonly string[]): Template {
    return new Template([...this.words, ...words]);
  }

  /** The words. One with a hole for which there is nothing is left out, and with a word that is nothing but that hole the flag before it. */
  filledWith(fillings: Fillings): readonly string[] {
    const filled: string[] = [];
    for (const word of this.words) {
      const isEmpty = holesOf(word).some((hole) => fillings[hole] === undefined);
      if (!isEmpty) filled.push(word.replace(HOLE, (_all, hole: string) => fillings[hole] as string));
      else if (isHole(word) && isFlag(filled.at(-1))) filled.pop();
    }
    return filled;
  }
}

function holesOf(word: string): readonly string[] {
  return [...word.matchAll(HOLE)].map(([, hole]) => hole as string);
}

function isHole(word: string): boolean {
  return /^\{\w+\}$/.test(word);
}

function isFlag(word: string | undefined): boolean {
  return word !== undefined && /^--?[^=]+$/.test(word);
}

function mustBeKnown(hole: string, holes: readonly string[]): void {
  if (holes.includes(hole)) return;
  const near = nearest(hole, holes);
  const hint = near === undefined ? `there are ${holes.map((each) => `{${each}}`).join(', ')}` : `did you mean {${near}}?`;
  throw new PeersterError('INVALID_SETTING', `a command line has no hole {${hole}}; ${hint}`);
}
