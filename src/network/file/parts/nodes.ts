import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { NodeSpec } from '../../engine/engine.js';
import type { NodeOverride } from '../../spec/network-spec.js';
import { as, listOf, record } from '../shape/compounds.js';
import { text, whole, yesOrNo } from '../shape/scalars.js';
import type { Notes } from '../shape/notes.js';
import type { Shape } from '../shape/shape.js';
import { nodeName, nodeNames } from './names.js';
import { nodeSettings } from './settings.js';

const MOST = 1_000_000;

const counted = record('the nodes', {
  count: { shape: whole(1, MOST), about: 'how many', required: true },
  prefix: { shape: text, about: 'of their names: n gives n1, n2, …; n unless told otherwise' },
});
const count = whole(1, MOST);
const names = listOf(nodeName);

/** How many, or their names. */
export const nodes: Shape<readonly NodeSpec[]> = {
  title: 'how many nodes, as 20; or their names, as [ann, bob]; or count and prefix',
  schema: { anyOf: [count.schema, { type: 'array', items: nodeName.schema, minItems: 1 }, counted.schema] },
  read(node, notes) {
    const specs = isSeq(node) ? names.read(node, notes)?.map((name) => ({ name })) : readMany(node, notes);
    return specs === undefined ? undefined : notes.origin(specs, node);
  },
};

function readMany(node: Node, notes: Notes): readonly NodeSpec[] | undefined {
  if (isMap(node)) {
    const read = counted.read(node, notes);
    return read === undefined ? undefined : numbered(read.count, read.prefix ?? 'n');
  }
  if (!isScalar(node) || typeof node.value !== 'number') return notes.complain(node, `the nodes must be ${nodes.title}`);
  const many = count.read(node, notes);
  return many === undefined ? undefined : numbered(many, 'n');
}

function numbered(many: number, prefix: string): readonly NodeSpec[] {
  return Array.from({ length: many }, (_, at) => ({ name: `${prefix}${at + 1}` }));
}

const override = record('an override', {
  nodes: { shape: nodeNames, about: 'which nodes', required: true },
  settings: { shape: nodeSettings, about: 'over those of the network' },
  simple: { shape: yesOrNo, about: 'simple mode in place of mongering' },
});

/** Settings of some nodes. */
export const overrides: Shape<readonly NodeOverride[]> = listOf(
  as(override, ({ nodes, settings = {}, simple }): NodeOverride => ({ nodes, settings, simple })),
  'settings of some nodes',
);
