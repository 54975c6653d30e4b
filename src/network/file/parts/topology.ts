import { isMap, isScalar, type Node } from 'yaml';
import type { NodeSpec } from '../../engine/engine.js';
import { parseEdgeList } from '../../graph-files/edge-list.js';
import { parseGraphml } from '../../graph-files/graphml.js';
import type { TopologySpec } from '../../spec/network-spec.js';
import { listOf, record } from '../shape/compounds.js';
import type { Notes } from '../shape/notes.js';
import { text } from '../shape/scalars.js';
import type { Shape } from '../shape/shape.js';
import { pairOfNames } from './names.js';

/** A graph, and its nodes where it brings them along. */
export interface GraphPart {
  readonly topology: TopologySpec;
  readonly nodes?: readonly NodeSpec[];
}

const edges = listOf(pairOfNames, 'links, as [[ann, bob], [bob, eve]]');
const graphFile = record('a graph from a file', {
  file: { shape: text, about: 'an edge list, or GraphML where it ends with .graphml or .xml; its path from this file', required: true },
});

/** A graph by its name, link by link, or from a file. */
export const topology: Shape<GraphPart> = {
  title: 'a topology by its name, as ring or regular:4; links, as [[ann, bob], [bob, eve]]; or file: graph.graphml',
  schema: { anyOf: [{ type: 'string' }, { type: 'array', items: pairOfNames.schema }, graphFile.schema] },
  read(node, notes) {
    if (isMap(node)) return readFile(node, notes);
    const read = isScalar(node) ? text.read(node, notes) : edges.read(node, notes);
    return read === undefined ? undefined : { topology: read };
  },
};

function readFile(node: Node, notes: Notes): GraphPart | undefined {
  const path = graphFile.read(node, notes)?.file;
  if (path === undefined) return undefined;
  const graph = notes.include(path, node, /\.(graphml|xml)$/.test(path) ? parseGraphml : parseEdgeList);
  return graph === undefined ? undefined : { topology: notes.origin(graph.links, node), nodes: graph.names.map((name) => ({ name })) };
}
