import { PairTable } from '../numbers/pair-table.js';
import type { Piece, Pieces } from '../pieces/pieces.js';
import { Adjacency, type Links, PIECE } from './links.js';

/** Ends of links, two each, without loops or repeats. */
export class Ends {
  readonly list: number[] = [];
  /** Each link once, its lower end first. A Set ends at 2²⁴. */
  private readonly taken = new PairTable(0);
  private readonly degrees: Uint32Array;

  constructor(readonly nodes: number) {
    this.degrees = new Uint32Array(nodes);
  }

  /** Returns whether the link is new and none of a node with itself. */
  add(a: number, b: number): boolean {
    if (a === b) return false;
    const before = this.taken.size;
    if (a < b) this.taken.at(a, b);
    else this.taken.at(b, a);
    if (this.taken.size === before) return false;
    this.list.push(a, b);
    this.degrees[a]!++;
    this.degrees[b]!++;
    return true;
  }

  degree(node: number): number {
    return this.degrees[node] as number;
  }

  /** Whether so many were added that others may have their turn. To be asked after each that is. */
  get isPiece(): boolean {
    return this.list.length % PIECE === 0;
  }

  get piece(): Piece {
    return { made: 'links', count: this.list.length / 2 };
  }

  links(): Pieces<Links> {
    return Adjacency.inPieces(this.nodes, this.list);
  }
}
