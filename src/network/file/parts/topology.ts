import { isScalar } from 'yaml';
import type { TopologySpec } from '../../spec/network-spec.js';
import { listOf } from '../shape/compounds.js';
import { text } from '../shape/scalars.js';
import type { Shape } from '../shape/shape.js';
import { pairOfNames } from './names.js';

const edges = listOf(pairOfNames, 'links, as [[ann, bob], [bob, eve]]');

/** A graph by its name, or link by link. */
export const topology: Shape<TopologySpec> = {
  title: 'a topology by its name, as ring or regular:4, or links, as [[ann, bob], [bob, eve]]',
  schema: { anyOf: [{ type: 'string' }, { type: 'array', items: pairOfNames.schema }] },
  read: (node, notes) => (isScalar(node) ? text : edges).read(node, notes),
};
