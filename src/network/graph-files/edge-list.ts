import { refuseLine, rowsOf } from '../text-rows/rows.js';
import { GraphBuilder, type NamedGraph } from './named-graph.js';

/**
 * The graph of an edge list: a line for each link with the names of its two ends, separated by blanks or commas; what follows them, as a
 * weight, is not read. A name alone is a node without links. Lines that begin with # or % are comments. Throws INVALID_REQUEST with the line.
 */
export function parseEdgeList(text: string): NamedGraph {
  const builder = new GraphBuilder();
  for (const { line, text: content, fields } of rowsOf(text)) {
    const [a = '', b] = fields;
    if (a === '' || b === '') throw refuseLine(line, `"${content}" lacks a name; write two, as in: n1 n2`);
    if (b === undefined) builder.add(a);
    else builder.link(a, b, line);
  }
  return builder.graph();
}
