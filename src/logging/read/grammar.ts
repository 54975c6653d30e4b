import { type Want, want } from '../../core/packet.js';
import type { Printed } from './printed.js';

type Groups = readonly (string | undefined)[];
type Make = (groups: Groups) => Printed | undefined;

interface Form {
  readonly start: string;
  readonly rest: RegExp;
  readonly make: Make;
}

// Every form is read in time that grows with the line and no faster: no two of its parts can take the same run of blanks.
const ADDRESS = String.raw`(\[[^\s\]]+\]:\d+|[^\s,:]*:\d+)`;
const CONTENTS = 'contents(?: (.*))?$';

/** How each kind of line begins, and what stands in it. */
const FORMS: readonly Form[] = [
  form('CLIENT MESSAGE', '(?: (.*))?$', ([said = '']) => clientOf(said)),
  form('SIMPLE MESSAGE origin', ` (.*?) from +${ADDRESS} +${CONTENTS}`, ([origin = '', from = '', text = '']) => ({
    kind: 'simple',
    origin: origin.trim(),
    from,
    text,
  })),
  form('RUMOR origin', String.raw` (.*?) from +${ADDRESS} +ID +(\d+) +${CONTENTS}`, ([origin = '', from = '', id, text = '']) => ({
    kind: 'rumor',
    origin: origin.trim(),
    from,
    id: Number(id),
    text,
  })),
  form('STATUS from', ` +${ADDRESS}(?: (.*))?$`, ([from = '', entries = '']) => ({ kind: 'status', from, want: wantsOf(entries) })),
  form('PEERS', String.raw`:?((?:[ ,]+${ADDRESS})*)[ ,]*$`, ([list = '']) => ({ kind: 'peers', peers: list.match(EACH_ADDRESS) ?? [] })),
  form('MONGERING with', ` +${ADDRESS}`, ([to = '']) => ({ kind: 'mongering', to })),
  form('FLIPPED COIN sending rumor to', ` +${ADDRESS}`, ([to = '']) => ({ kind: 'coin', to })),
  form('IN SYNC WITH', ` +${ADDRESS}`, ([peer = '']) => ({ kind: 'in-sync', with: peer })),
  form('DSDV', ` (.*) ${ADDRESS} *$`, ([origin = '', nextHop = '']) => ({ kind: 'route', origin: origin.trim(), nextHop })),
  form('PRIVATE origin', String.raw` (.*?) hop-limit +(\d+) +${CONTENTS}`, ([origin = '', hopLimit, text = '']) => ({
    kind: 'private',
    origin: origin.trim(),
    hopLimit: Number(hopLimit),
    text,
  })),
  form('DOWNLOADING metafile of', ' (.*) from +(.*)$', ([file = '', from = '']) => downloading(file, 0, from)),
  form('DOWNLOADING', String.raw` (.*) chunk +(\d+) +from +(.*)$`, ([file = '', chunk, from = '']) =>
    downloading(file, Number(chunk), from),
  ),
  form('RECONSTRUCTED file', ' (.*)$', ([file = '']) => ({ kind: 'reconstructed', file: file.trim() })),
  form('FOUND match', String.raw` (.*) metafile=([0-9a-fA-F]{64}) +chunks=([\d,]*)`, ([where = '', metahash = '', chunks = '']) =>
    foundOf(where, metahash, chunks),
  ),
  form('SEARCH FINISHED', ' *$', () => ({ kind: 'search-finished' })),
];

const EACH_ADDRESS = new RegExp(ADDRESS, 'g');

/** A form may begin after whatever a logger puts before it, but not within a word. */
const STARTS = new RegExp(`(?<![A-Za-z0-9_])(?:${FORMS.map(({ start }) => start).join('|')})(?![A-Za-z0-9_])`, 'g');

/** Beginnings that are tried in one line; more are none of a logger's. */
const MOST_TRIED = 4;

/** Colours of a terminal. */
const COLOURS = /\u001B\[[0-9;]*[A-Za-z]/g;

/** What a line tells, whatever stands before it; undefined for one that is none of the course's. */
export function parseLine(line: string): Printed | undefined {
  const plain = line.includes('\u001B') ? line.replace(COLOURS, '') : line;
  let tried = 0;
  for (const { 0: start, index } of plain.matchAll(STARTS)) {
    if (tried++ === MOST_TRIED) break;
    const printed = read(start, unquoted(plain, index).slice(start.length));
    if (printed !== undefined) return printed;
  }
  return undefined;
}

/** Entries of a vector that stand in a line of their own; undefined for any other line. */
export function parseEntries(line: string): readonly Want[] | undefined {
  const at = line.search(/\bpeer /);
  const wants = at < 0 ? [] : wantsOf(line.slice(at));
  return wants.length === 0 ? undefined : wants;
}

function read(start: string, rest: string): Printed | undefined {
  const { rest: shape, make } = FORMS.find((each) => each.start === start) as Form;
  const match = shape.exec(rest);
  return match === null ? undefined : make(match.slice(1));
}

/** Loggers that write `msg="…"` or JSON put the line into quotes. */
function unquoted(line: string, from: number): string {
  const rest = line.slice(from);
  if (line[from - 1] !== '"') return rest;
  const inner = /^(?:[^"\\]|\\.)*/.exec(rest)?.[0] ?? rest;
  return inner.replace(/\\(["\\])/g, '$1');
}

function wantsOf(entries: string): readonly Want[] {
  const wants: Want[] = [];
  for (const [, name = '', nextId] of entries.matchAll(/peer +(\S.*?) +nextID +(\d+)(?=[\s,]|$)/g)) wants.push(want(name, Number(nextId)));
  return wants;
}

function clientOf(said: string): Printed {
  const at = said.lastIndexOf(' dest ');
  const destination = said.slice(at + 6).trim();
  if (at < 0 || destination === '') return { kind: 'client', text: said, destination: undefined };
  return { kind: 'client', text: said.slice(0, at), destination };
}

function downloading(file: string, chunk: number, from: string): Printed {
  return { kind: 'downloading', file: file.trim(), chunk, from: from.trim() };
}

/** Some years' nodes print the budget behind the name. */
function foundOf(where: string, metahash: string, chunks: string): Printed | undefined {
  const at = where.lastIndexOf(' at ');
  if (at < 0) return undefined;
  const node = where.slice(at + 4).replace(/ budget=\d+$/, '');
  return {
    kind: 'found',
    fileName: where.slice(0, at).trim(),
    node: node.trim(),
    metahash: metahash.toLowerCase(),
    chunks: (chunks.match(/\d+/g) ?? []).map(Number),
  };
}

function form(start: string, rest: string, make: Make): Form {
  return { start, rest: new RegExp(`^${rest}`, 's'), make };
}
