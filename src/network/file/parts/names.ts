import { isSeq, type Node } from 'yaml';
import type { NodeNames } from '../../faults/fault-spec.js';
import { listOf } from '../shape/compounds.js';
import { scalar } from '../shape/scalars.js';
import type { Shape } from '../shape/shape.js';

const MOST = 200;

/** Of one node; a number is a name as well. */
export const nodeName: Shape<string> = scalar('the name of a node', { type: ['string', 'integer'], minLength: 1 }, named);

const pattern: Shape<string> = scalar(
  'the name of a node or a pattern, as n3 or n*',
  { type: ['string', 'integer'], minLength: 1, maxLength: MOST },
  named,
);

export const nodeNames: Shape<readonly string[]> = listOf(pattern, 'names of nodes or patterns, as n3, n* or [n1, n2]');

/** Several lists of nodes, as [n1, [n2, n3], "*"]. */
export const groups: Shape<readonly NodeNames[]> = listOf(nodeNames, 'a list of groups, each names or patterns, as [[n1, n2], "*"]');

/** Exactly two lists of nodes. */
export const two: Shape<readonly [NodeNames, NodeNames]> = {
  title: 'two groups of nodes, as [n1, n*] or [[n1, n2], [n3, n4]]',
  schema: { type: 'array', items: nodeNames.schema, minItems: 2, maxItems: 2 },
  read(node, notes) {
    if (!isSeq(node) || node.items.length !== 2) return notes.complain(node, `this must be ${two.title}`);
    const lists = groups.read(node, notes);
    return lists === undefined ? undefined : [lists[0] as NodeNames, lists[1] as NodeNames];
  },
};

function named(value: unknown): string | undefined {
  const name = typeof value === 'number' ? String(value) : value;
  return typeof name === 'string' && name.length > 0 && name.length <= MOST ? name : undefined;
}

/** Two nodes, as [ann, bob]. */
export const pairOfNames: Shape<readonly [string, string]> = {
  title: 'two names, as [ann, bob]',
  schema: { type: 'array', items: nodeName.schema, minItems: 2, maxItems: 2 },
  read(node, notes) {
    if (!isSeq(node) || node.items.length !== 2) return notes.complain(node, `this must be ${this.title}`);
    const [a, b] = (node.items as Node[]).map((each) => nodeName.read(each, notes));
    return a === undefined || b === undefined ? undefined : [a, b];
  },
};
