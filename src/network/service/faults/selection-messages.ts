import { PeersterError } from '../../../core/errors.js';
import type { Random } from '../../../core/random.js';
import type { LinkSelection, NodeSelection } from '../../../gen/peerster/v1/network.js';
import type { Engine } from '../../engine/engine.js';
import type { NodeNames, Selection } from '../../faults/fault-spec.js';
import { isGlob } from '../../faults/glob.js';
import { selectNodes } from '../selection.js';

/** Which links are meant. Throws UNKNOWN_NODE, and INVALID_REQUEST for a selection that contradicts itself. */
export function toSelection(engine: Engine, message: LinkSelection | undefined, random: Random): Selection {
  const { from, to, groups = [], oneWay = false } = message ?? {};
  if (groups.length > 0 && (from !== undefined || to !== undefined)) throw refuse('a selection has either from and to, or groups');
  const names = (selection: NodeSelection | undefined): NodeNames => toNames(engine, selection, random);
  if (groups.length > 0) return { links: 'across', groups: groups.map(names), direction: oneWay ? 'one-way' : 'both' };
  if (from !== undefined && to !== undefined)
    return { links: 'between', from: names(from), to: names(to), direction: oneWay ? 'one-way' : 'both' };
  if (from !== undefined) return { links: 'of', nodes: names(from), direction: oneWay ? 'out' : 'both' };
  if (to !== undefined) return { links: 'of', nodes: names(to), direction: oneWay ? 'in' : 'both' };
  if (oneWay) throw refuse('one_way needs from, to or groups');
  return { links: 'all' };
}

/** Patterns stay patterns, so that they concern nodes that join later too; all else becomes the names that it stands for now. */
function toNames(engine: Engine, selection: NodeSelection | undefined, random: Random): NodeNames {
  const nodes = selectNodes(engine, selection, random);
  if (selection !== undefined && selection.count === 0) {
    if (selection.all) return ['*'];
    if (selection.names.every((name) => isGlob(name) || engine.find(name) !== undefined)) return selection.names;
  }
  return nodes.map((node) => engine.names[node] as string);
}

/** The selection as the API tells it. */
export function fromSelection(selection: Selection): LinkSelection {
  const none = { from: undefined, to: undefined, oneWay: false, groups: [] };
  switch (selection.links) {
    case 'all':
      return none;
    case 'of': {
      const nodes = named(selection.nodes);
      if (selection.direction === 'in') return { ...none, to: nodes, oneWay: true };
      return { ...none, from: nodes, oneWay: selection.direction === 'out' };
    }
    case 'between':
      return { ...none, from: named(selection.from), to: named(selection.to), oneWay: selection.direction === 'one-way' };
    case 'across':
      return { ...none, groups: selection.groups.map(named), oneWay: selection.direction === 'one-way' };
  }
}

function named(names: NodeNames): NodeSelection {
  return { names: [...names], all: false, count: 0 };
}

function refuse(message: string): PeersterError {
  return new PeersterError('INVALID_REQUEST', message);
}
