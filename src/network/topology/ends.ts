import { Adjacency, type Links } from './links.js';

/** Ends of links, two each, without loops or repeats. */
export class Ends {
  readonly list: number[] = [];
  private readonly taken = new Set<number>();
  private readonly degrees: Uint32Array;

  constructor(readonly nodes: number) {
    this.degrees = new Uint32Array(nodes);
  }

  has(a: number, b: number): boolean {
    return this.taken.has(this.key(a, b));
  }

  /** Returns whether the link is new and none of a node with itself. */
  add(a: number, b: number): boolean {
    if (a === b || this.has(a, b)) return false;
    this.taken.add(this.key(a, b));
    this.list.push(a, b);
    this.degrees[a]!++;
    this.degrees[b]!++;
    return true;
  }

  degree(node: number): number {
    return this.degrees[node] as number;
  }

  links(): Links {
    return Adjacency.of(this.nodes, this.list);
  }

  private key(a: number, b: number): number {
    return a < b ? a * this.nodes + b : b * this.nodes + a;
  }
}
