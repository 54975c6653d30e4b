import { SaxesParser, type SaxesTagNS } from 'saxes';
import { refuseLine } from '../text-rows/rows.js';
import { GraphBuilder, type NamedGraph } from './named-graph.js';

/** Ends of an edge and its line: nodes may come after it. */
interface Edge {
  readonly ends: readonly [string, string];
  readonly line: number;
}

/** What GraphML has and a network of nodes has not. */
const REFUSED: Readonly<Record<string, string>> = {
  hyperedge: 'a hyperedge links more than two nodes; write an edge for each pair',
  port: 'a node of a network has no ports; link the nodes themselves',
};

/**
 * The graph of a GraphML document (graphml.graphdrawing.org): nodes are called by their ids, edges count in both directions, data is not
 * read. Throws INVALID_REQUEST with the line for what is no XML, no GraphML, or no graph of one level.
 */
export function parseGraphml(text: string): NamedGraph {
  const reader = new Reader();
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw refuseLine(parser.line, `this is no XML: ${error.message.replace(/^[\d:]+ /, '').replace(/\.$/, '')}`);
  });
  parser.on('opentag', (tag) => reader.open(tag, parser.line));
  parser.write(text).close();
  return reader.graph(parser.line);
}

class Reader {
  private readonly builder = new GraphBuilder();
  private readonly edges: Edge[] = [];
  private isRooted = false;
  private graphs = 0;

  open(tag: SaxesTagNS, line: number): void {
    if (!this.isRooted && tag.local !== 'graphml') throw refuseLine(line, `the document is a <${tag.name}>; it must be a <graphml>`);
    this.isRooted = true;
    const reason = REFUSED[tag.local];
    if (reason !== undefined) throw refuseLine(line, reason);
    if (tag.local === 'graph' && ++this.graphs > 1) throw refuseLine(line, 'there is a second graph; keep one, without others inside');
    if (tag.local === 'node') this.addNode(attribute(tag, 'id', line), line);
    if (tag.local === 'edge') this.edges.push({ ends: [attribute(tag, 'source', line), attribute(tag, 'target', line)], line });
  }

  graph(line: number): NamedGraph {
    if (this.graphs === 0) throw refuseLine(line, 'there is no <graph> in this document');
    for (const { ends, line: at } of this.edges) this.addEdge(ends, at);
    return this.builder.graph();
  }

  private addNode(id: string, line: number): void {
    if (this.builder.has(id)) throw refuseLine(line, `there are two nodes "${id}"; give each an id of its own`);
    this.builder.add(id);
  }

  private addEdge([a, b]: readonly [string, string], line: number): void {
    for (const end of [a, b])
      if (!this.builder.has(end)) throw refuseLine(line, `an edge names "${end}", which is no node; add <node id="${end}"/>`);
    this.builder.link(a, b, line);
  }
}

function attribute(tag: SaxesTagNS, name: string, line: number): string {
  const value = tag.attributes[name]?.value ?? '';
  if (value === '') throw refuseLine(line, `a <${tag.name}> lacks its ${name}`);
  return value;
}
