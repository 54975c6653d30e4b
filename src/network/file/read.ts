import { isMap, LineCounter, parseDocument, type YAMLError } from 'yaml';
import { PeersterError } from '../../core/errors.js';
import { checkSpec } from '../spec/check.js';
import type { NetworkSpec } from '../spec/network-spec.js';
import { network } from './parts/network.js';
import { Notes, type Problem } from './shape/notes.js';

/** Longer files than anybody writes by hand are data, and belong into an edge list. */
const MOST_CHARACTERS = 8_000_000;

/** A file that cannot be read: all its problems, by line. */
export class BadFile extends PeersterError {
  constructor(
    readonly file: string,
    readonly problems: readonly Problem[],
  ) {
    super('INVALID_REQUEST', problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`).join('\n'));
  }
}

/**
 * The network of a file's text. Throws BadFile with all that is wrong with it. `file` is only for its problems; `load` gives the texts of
 * other files that it names, by their paths from it.
 */
export function readNetwork(text: string, file: string, load: (path: string) => string = noOther): NetworkSpec {
  if (text.length > MOST_CHARACTERS)
    throw new BadFile(file, [{ line: 1, column: 1, message: `the file has more than ${MOST_CHARACTERS} characters` }]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const notes = new Notes(document, lines, load);
  for (const error of document.errors) notes.complainAt(error.pos[0], inOneLine(error));
  const spec = document.errors.length === 0 ? readDocument(document.contents, notes) : undefined;
  if (spec === undefined || notes.problems.length > 0) throw new BadFile(file, byPlace(notes.problems));
  return spec;
}

function readDocument(contents: unknown, notes: Notes): NetworkSpec | undefined {
  if (!isMap(contents)) {
    notes.complainAt(0, 'a network file is a map with nodes and topology at least; see docs/network-file.md');
    return undefined;
  }
  const spec = network.read(contents, notes);
  if (spec !== undefined) for (const { where, message } of checkSpec(spec)) notes.complainOf(where, message);
  return spec;
}

function noOther(): never {
  throw new Error('no other file can be read here');
}

function inOneLine({ message, code }: YAMLError): string {
  return code === 'DUPLICATE_KEY' ? 'this key is there already: write it once' : message.replaceAll('\n', ' ');
}

function byPlace(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
