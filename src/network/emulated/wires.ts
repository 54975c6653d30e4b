import type { Neighbours } from '../engine/engine.js';
import { Adjacency, Complete, type Links } from '../topology/links.js';

/** A wire that was cut at least once. */
interface CutWire {
  times: number;
  isCut: boolean;
}

/** What has changed at a node since the network began. */
interface Changes {
  /** Neighbours of the beginning that it has no wire to. */
  readonly less: Set<number>;
  /** Those that it got since. */
  readonly more: number[];
}

/** Nodes that the key of a pair has room for. */
const NODES = 2 ** 26;

/**
 * Who is linked with whom at present: the links with which the network began, and what has changed since. A network whose links never
 * change pays nothing for it, and a complete graph stays one in which nothing is listed but what has changed.
 */
export class Wires {
  private readonly changed = new Map<number, Changes>();
  private readonly cutWires = new Map<number, CutWire>();
  private size: number;
  private wires: number | undefined;

  constructor(private readonly base: Links) {
    this.size = base.nodes;
  }

  get nodes(): number {
    return this.size;
  }

  /** How many there are. */
  get count(): number {
    return (this.wires ??= countOf(this.base));
  }

  /** The graph of the beginning as long as it says of this node what is; undefined afterwards. */
  unchanged(node: number): Links | undefined {
    return this.changed.has(node) || node >= this.base.nodes ? undefined : this.base;
  }

  degree(node: number): number {
    const changes = this.changed.get(node);
    return this.degreeAtFirst(node) + (changes === undefined ? 0 : changes.more.length - changes.less.size);
  }

  /** Those whom a node is linked with. Not to be gone through while wires come and go. */
  of(node: number): Neighbours {
    return { size: this.degree(node), [Symbol.iterator]: () => this.walk(node) };
  }

  has(a: number, b: number): boolean {
    const changes = this.changed.get(a);
    if (changes === undefined) return this.hadAtFirst(a, b);
    return changes.more.includes(b) || (!changes.less.has(b) && this.hadAtFirst(a, b));
  }

  /** Whether a wire was ever cut. */
  get haveChanged(): boolean {
    return this.cutWires.size > 0;
  }

  /** A node that has no links yet. */
  addNode(): void {
    this.size++;
  }

  /** Of two nodes that are not linked. */
  lay(a: number, b: number): void {
    this.wires = this.count + 1;
    const isBack = this.hadAtFirst(a, b);
    for (const [node, other] of bothWays(a, b)) {
      if (isBack) this.at(node).less.delete(other);
      else this.at(node).more.push(other);
    }
    const wire = this.cutWires.get(keyOf(a, b));
    if (wire !== undefined) wire.isCut = false;
  }

  /** Of two nodes that are linked. */
  cut(a: number, b: number): void {
    this.wires = this.count - 1;
    for (const [node, other] of bothWays(a, b)) {
      const { less, more } = this.at(node);
      const place = more.indexOf(other);
      if (place >= 0) more.splice(place, 1);
      else less.add(other);
    }
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

  private *walk(node: number): Iterator<number> {
    const changes = this.changed.get(node);
    for (let at = 0; at < this.degreeAtFirst(node); at++) {
      const other = this.base.neighbour(node, at);
      if (changes === undefined || !changes.less.has(other)) yield other;
    }
    if (changes !== undefined) yield* changes.more;
  }

  private at(node: number): Changes {
    let changes = this.changed.get(node);
    if (changes === undefined) this.changed.set(node, (changes = { less: new Set(), more: [] }));
    return changes;
  }

  private degreeAtFirst(node: number): number {
    return node < this.base.nodes ? this.base.degree(node) : 0;
  }

  private hadAtFirst(a: number, b: number): boolean {
    const { base } = this;
    if (a >= base.nodes || b >= base.nodes) return false;
    const [node, other] = base.degree(a) <= base.degree(b) ? [a, b] : [b, a];
    return placeOf(base, node, other) >= 0;
  }
}

function bothWays(a: number, b: number): readonly (readonly [number, number])[] {
  return [
    [a, b],
    [b, a],
  ];
}

function placeOf(links: Links, node: number, neighbour: number): number {
  if (links instanceof Complete || links instanceof Adjacency) return links.place(node, neighbour);
  for (let at = 0; at < links.degree(node); at++) if (links.neighbour(node, at) === neighbour) return at;
  return -1;
}

function countOf(links: Links): number {
  if (links instanceof Complete) return (links.nodes * (links.nodes - 1)) / 2;
  let ends = 0;
  for (let node = 0; node < links.nodes; node++) ends += links.degree(node);
  return ends / 2;
}

function keyOf(a: number, b: number): number {
  return a < b ? a * NODES + b : b * NODES + a;
}
