import { PeersterError } from '../../core/errors.js';
import type { NodeNames, Selection } from './fault-spec.js';
import { isGlob } from './glob.js';
import { isNamed } from './matcher.js';

/** Groups that a partition can have at the most: a mark is 16 bits. */
const MOST_GROUPS = 65_535;
/** Names said in an error. */
const SAID = 10;

/** Throws INVALID_REQUEST for a selection in which nothing can be, UNKNOWN_NODE for a name of nobody among these nodes. */
export function checkSelection(selection: Selection, names: readonly string[]): void {
  for (const list of listsOf(selection)) checkList(list, names);
  if (selection.links === 'across') checkGroups(selection.groups);
  const loop = loopOf(selection);
  if (loop !== undefined) throw refuse(`no link leads from ${loop} to itself; name two nodes`);
}

/** The lists of nodes in a selection. */
function listsOf(selection: Selection): readonly NodeNames[] {
  switch (selection.links) {
    case 'all':
      return [];
    case 'of':
      return [selection.nodes];
    case 'between':
      return [selection.from, selection.to];
    case 'across':
      return selection.groups;
  }
}

function checkList(list: NodeNames, names: readonly string[]): void {
  if (list.length === 0) throw refuse('a list of nodes is empty; name nodes, or take * for all');
  for (const pattern of list) {
    if (names.includes(pattern)) continue;
    if (!isGlob(pattern)) throw new PeersterError('UNKNOWN_NODE', `no node is called "${pattern}"; there are ${some(names)}`);
    if (!names.some((name) => isNamed([pattern], name))) {
      throw refuse(`no node is called like "${pattern}"; there are ${some(names)}. Add the fault once one has joined`);
    }
  }
}

function checkGroups(groups: readonly NodeNames[]): void {
  if (groups.length < 2)
    throw refuse(`a partition has ${groups.length} group; it needs at least two, and "*" as the last is everyone else`);
  if (groups.length > MOST_GROUPS) throw refuse(`a partition has ${groups.length} groups; ${MOST_GROUPS} are the most`);
  const seen = new Set<string>();
  for (const pattern of groups.flat()) {
    if (seen.has(pattern)) throw refuse(`"${pattern}" is in a partition twice; a node can be in one group only`);
    seen.add(pattern);
  }
}

function loopOf(selection: Selection): string | undefined {
  if (selection.links !== 'between') return undefined;
  const { from, to } = selection;
  return from.length === 1 && to.length === 1 && from[0] === to[0] && !isGlob(from[0] as string) ? from[0] : undefined;
}

function some(names: readonly string[]): string {
  if (names.length === 0) return 'none yet';
  const said = names.slice(0, SAID).join(', ');
  return names.length > SAID ? `${said}, … (${names.length} in all)` : said;
}

function refuse(message: string): PeersterError {
  return new PeersterError('INVALID_REQUEST', message);
}
