import { atOnce, type Pieces } from '../pieces/pieces.js';
import type { Topology } from './topology.js';

/** Who is linked with whom, as compactly as the graph allows: for a node, its neighbours by place. */
export interface Links {
  readonly nodes: number;
  degree(node: number): number;
  /** The neighbour at a place, 0 to `degree`−1. */
  neighbour(node: number, at: number): number;
}

/** Ends of links that are looked at in one piece of the work: a ms or two. */
export const PIECE = 2 ** 16;
/** Nodes that are. */
const READ = 2 ** 12;

/** Any graph: the neighbours of all nodes in one array, and where each node's begin. */
export class Adjacency implements Links {
  /** `begins` has one more entry than there are nodes. */
  constructor(
    private readonly begins: Uint32Array,
    private readonly neighbours: Uint32Array,
  ) {}

  /** Of links given as two ends each. */
  static of(nodes: number, ends: ArrayLike<number>): Adjacency {
    return atOnce(Adjacency.inPieces(nodes, ends));
  }

  static *inPieces(nodes: number, ends: ArrayLike<number>): Pieces<Adjacency> {
    const begins = new Uint32Array(nodes + 1);
    for (let at = 0; at < ends.length; at++) begins[(ends[at] as number) + 1]!++;
    for (let node = 0; node < nodes; node++) begins[node + 1]! += begins[node] as number;
    const next = begins.slice(0, nodes);
    const neighbours = new Uint32Array(ends.length);
    for (let at = 0; at < ends.length; at += 2) {
      if (at % PIECE === 0) yield { made: 'links', count: at / 2 };
      const a = ends[at] as number;
      const b = ends[at + 1] as number;
      neighbours[next[a]!++] = b;
      neighbours[next[b]!++] = a;
    }
    return new Adjacency(begins, neighbours);
  }

  get nodes(): number {
    return this.begins.length - 1;
  }

  degree(node: number): number {
    return (this.begins[node + 1] as number) - (this.begins[node] as number);
  }

  neighbour(node: number, at: number): number {
    return this.neighbours[(this.begins[node] as number) + at] as number;
  }

  /** The place of a neighbour; −1 for a node that is none. It looks through all of them. */
  place(node: number, neighbour: number): number {
    const begin = this.begins[node] as number;
    const end = this.begins[node + 1] as number;
    for (let at = begin; at < end; at++) if (this.neighbours[at] === neighbour) return at - begin;
    return -1;
  }
}

/** Every node with every other: nothing is stored. */
export class Complete implements Links {
  constructor(readonly nodes: number) {}

  degree(): number {
    return this.nodes - 1;
  }

  neighbour(node: number, at: number): number {
    return at < node ? at : at + 1;
  }

  /** The place of a neighbour; −1 for the node itself. */
  place(node: number, neighbour: number): number {
    if (neighbour === node) return -1;
    return neighbour < node ? neighbour : neighbour - 1;
  }
}

/** The ms or hops from one node to each node over the shortest way; −1 for those that cannot be reached. */
export function distances(links: Links, from: number): Int32Array {
  return atOnce(distancesInPieces(links, from));
}

function* distancesInPieces(links: Links, from: number): Pieces<Int32Array> {
  const found = new Int32Array(links.nodes).fill(-1);
  const queue = new Uint32Array(links.nodes);
  found[from] = 0;
  queue[0] = from;
  for (let read = 0, written = 1; read < written; read++) {
    const node = queue[read] as number;
    const degree = links.degree(node);
    if (read % READ === 0) yield { made: 'links', count: read };
    for (let at = 0; at < degree; at++) {
      const next = links.neighbour(node, at);
      if (found[next] !== -1) continue;
      found[next] = (found[node] as number) + 1;
      queue[written++] = next;
    }
  }
  return found;
}

/** Hops from a node to the farthest one that it reaches. */
export function eccentricity(links: Links, from: number): number {
  if (links instanceof Complete) return links.nodes > 1 ? 1 : 0;
  return distances(links, from).reduce((most, hops) => Math.max(most, hops), 0);
}

/** Whether every node can be reached from every other. */
export function areConnected(links: Links): boolean {
  return atOnce(connectedInPieces(links));
}

export function* connectedInPieces(links: Links): Pieces<boolean> {
  return links instanceof Complete || (yield* distancesInPieces(links, 0)).every((hops) => hops >= 0);
}

/** The same graph as a list of links, for networks that are small enough. */
export function toTopology(links: Links): Topology {
  const edges: (readonly [number, number])[] = [];
  for (let node = 0; node < links.nodes; node++) {
    for (let at = 0; at < links.degree(node); at++) {
      const other = links.neighbour(node, at);
      if (node < other) edges.push([node, other]);
    }
  }
  return { nodes: links.nodes, edges };
}

export function toLinks(topology: Topology): Links {
  return atOnce(linksInPieces(topology));
}

export function* linksInPieces({ nodes, edges }: Topology): Pieces<Links> {
  const ends = new Uint32Array(2 * edges.length);
  for (const [at, pair] of edges.entries()) ends.set(pair, 2 * at);
  return yield* Adjacency.inPieces(nodes, ends);
}
