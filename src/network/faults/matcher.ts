import type { NodeNames, Selection } from './fault-spec.js';
import { globMatches } from './glob.js';

/** One way of telling which directed links are meant, by the marks of their ends. 0: a node that no list names. */
type Test = (from: number, to: number) => boolean;

/** A selection, ready to be asked for every datagram: a mark for each node, given when it joins. */
export class Matcher {
  private marks = new Uint16Array(16);

  constructor(
    private readonly markOf: (name: string) => number,
    private readonly test: Test,
  ) {}

  matches(from: number, to: number): boolean {
    return this.test(this.marks[from] as number, this.marks[to] as number);
  }

  /** Whether the selection names the node itself. */
  names(node: number): boolean {
    return (this.marks[node] as number) > 0;
  }

  /** Nodes join in the order of their numbers. */
  join(node: number, name: string): void {
    if (node >= this.marks.length) {
      const wider = new Uint16Array(2 * node);
      wider.set(this.marks);
      this.marks = wider;
    }
    this.marks[node] = this.markOf(name);
  }
}

/** Undefined: all links. */
export function matcherOf(selection: Selection): Matcher | undefined {
  switch (selection.links) {
    case 'all':
      return undefined;
    case 'of':
      return new Matcher((name) => firstOf([selection.nodes], name), OF[selection.direction]);
    case 'between': {
      const { from, to } = selection;
      const marks = (name: string): number => (isNamed(from, name) ? FROM : 0) | (isNamed(to, name) ? TO : 0);
      return new Matcher(marks, BETWEEN[selection.direction]);
    }
    case 'across':
      return new Matcher((name) => firstOf(selection.groups, name), ACROSS[selection.direction]);
  }
}

export function isNamed(names: NodeNames, name: string): boolean {
  return names.some((pattern) => pattern === name || globMatches(pattern, name));
}

/** 1 + the place of the first list that names it; 0: none does. */
function firstOf(lists: readonly NodeNames[], name: string): number {
  return 1 + lists.findIndex((names) => isNamed(names, name));
}

const OF: Readonly<Record<'in' | 'out' | 'both', Test>> = {
  in: (_from, to) => to > 0,
  out: (from) => from > 0,
  both: (from, to) => (from | to) > 0,
};

/** Marks of `between`; a node may have both. */
const FROM = 1;
const TO = 2;

const leads: Test = (from, to) => (from & FROM) !== 0 && (to & TO) !== 0;

const BETWEEN: Readonly<Record<'one-way' | 'both', Test>> = {
  'one-way': leads,
  both: (from, to) => leads(from, to) || leads(to, from),
};

const ACROSS: Readonly<Record<'one-way' | 'both', Test>> = {
  'one-way': (from, to) => from > 0 && from < to,
  both: (from, to) => from > 0 && to > 0 && from !== to,
};
