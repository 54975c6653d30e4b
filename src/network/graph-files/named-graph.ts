import { PeersterError } from '../../core/errors.js';
import { refuseLine } from '../text-rows/rows.js';

/** A graph that somebody drew up: its nodes keep their names. */
export interface NamedGraph {
  /** In the order in which the file names them. */
  readonly names: readonly string[];
  /** Undirected, each pair once. */
  readonly links: readonly (readonly [string, string])[];
}

/** Takes a graph in, line by line. A link that is said again, in either direction, is the same link; one of a node with itself is refused. */
export class GraphBuilder {
  private readonly names = new Set<string>();
  private readonly links = new Map<string, readonly [string, string]>();

  has(name: string): boolean {
    return this.names.has(name);
  }

  add(name: string): void {
    this.names.add(name);
  }

  link(a: string, b: string, line: number): void {
    if (a === b) throw refuseLine(line, `${a} is linked with itself; leave that link out`);
    this.names.add(a).add(b);
    const key = a < b ? `${a}\n${b}` : `${b}\n${a}`;
    if (!this.links.has(key)) this.links.set(key, [a, b]);
  }

  graph(): NamedGraph {
    if (this.names.size === 0) throw new PeersterError('INVALID_REQUEST', 'there is no node in this graph; name at least one');
    return { names: [...this.names], links: [...this.links.values()] };
  }
}
