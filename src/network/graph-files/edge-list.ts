import { GraphBuilder, type NamedGraph, refuseLine } from './named-graph.js';

/**
 * The graph of an edge list: a line for each link with the names of its two ends, separated by blanks or commas; what follows them, as a
 * weight, is not read. A name alone is a node without links. Lines that begin with # or % are comments. Throws INVALID_REQUEST with the line.
 */
export function parseEdgeList(text: string): NamedGraph {
  const builder = new GraphBuilder();
  text.split(/\r?\n/).forEach((line, at) => {
    const content = line.trim();
    if (content === '' || /^[#%]/.test(content)) return;
    const [a = '', b] = content.split(/\s*,\s*|\s+/);
    if (a === '' || b === '') throw refuseLine(at + 1, `"${content}" lacks a name; write two, as in: n1 n2`);
    if (b === undefined) builder.add(a);
    else builder.link(a, b, at + 1);
  });
  return builder.graph();
}
