import type { Links } from '../topology/links.js';

/** A wire that was cut at least once. */
interface CutWire {
  times: number;
  isCut: boolean;
}

/** Nodes that the key of a pair has room for. */
const NODES = 2 ** 26;

/**
 * Who is linked with whom at present: the links with which the network began, and what has changed since. A network whose links never
 * change pays nothing for it.
 */
export class Wires implements Links {
  /** The neighbours of those nodes whose links have changed. */
  private readonly changed = new Map<number, number[]>();
  private readonly cutWires = new Map<number, CutWire>();
  private count: number;

  constructor(private readonly base: Links) {
    this.count = base.nodes;
  }

  get nodes(): number {
    return this.count;
  }

  degree(node: number): number {
    return this.changed.get(node)?.length ?? this.base.degree(node);
  }

  neighbour(node: number, at: number): number {
    const list = this.changed.get(node);
    return list === undefined ? this.base.neighbour(node, at) : (list[at] as number);
  }

  neighbours(node: number): number[] {
    return Array.from({ length: this.degree(node) }, (_, at) => this.neighbour(node, at));
  }

  has(a: number, b: number): boolean {
    const [node, other] = this.degree(a) <= this.degree(b) ? [a, b] : [b, a];
    for (let at = 0; at < this.degree(node); at++) if (this.neighbour(node, at) === other) return true;
    return false;
  }

  /** Whether a wire was ever cut. */
  get haveChanged(): boolean {
    return this.cutWires.size > 0;
  }

  /** A node that has no links yet. */
  addNode(): void {
    this.changed.set(this.count++, []);
  }

  /** Of two nodes that are not linked. */
  lay(a: number, b: number): void {
    this.own(a).push(b);
    this.own(b).push(a);
    const wire = this.cutWires.get(keyOf(a, b));
    if (wire !== undefined) wire.isCut = false;
  }

  /** Of two nodes that are linked. */
  cut(a: number, b: number): void {
    this.changed.set(
      a,
      this.own(a).filter((other) => other !== b),
    );
    this.changed.set(
      b,
      this.own(b).filter((other) => other !== a),
    );
    const wire = this.cutWires.get(keyOf(a, b));
    this.cutWires.set(keyOf(a, b), { times: (wire?.times ?? 0) + 1, isCut: true });
  }

  /** Whether what one of them sends to the other is on a wire at all. Who knew one another once may go on trying. */
  carries(from: number, to: number): boolean {
    return this.cutWires.get(keyOf(from, to))?.isCut !== true;
  }

  /** How often the wire between them has been cut. */
  cutsOf(a: number, b: number): number {
    return this.cutWires.get(keyOf(a, b))?.times ?? 0;
  }

  private own(node: number): number[] {
    let list = this.changed.get(node);
    if (list === undefined) this.changed.set(node, (list = this.neighbours(node)));
    return list;
  }
}

function keyOf(a: number, b: number): number {
  return a < b ? a * NODES + b : b * NODES + a;
}
