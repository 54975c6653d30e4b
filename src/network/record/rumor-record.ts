/** Of `from` where a rumor was published, and of what a node does not hold. */
export const NOBODY = -1;
const NEVER = -1;

/** One rumor, and which node holds it: eight bytes a node. Times are ms. */
export class RumorRecord {
  /** Who published it, and when; NOBODY and −1 as long as it has only been seen elsewhere. */
  source = NOBODY;
  publishedAt = NEVER;
  /** When each node accepted it; −1: it does not hold it. */
  private at: Int32Array;
  /** Who delivered it. */
  private from: Int32Array;

  constructor(
    readonly origin: string,
    readonly id: number,
    nodes: number,
  ) {
    this.at = new Int32Array(nodes).fill(NEVER);
    this.from = new Int32Array(nodes).fill(NOBODY);
  }

  /** Has room for so many nodes from now on. */
  grow(nodes: number): void {
    const { at, from } = this;
    this.at = new Int32Array(nodes).fill(NEVER);
    this.from = new Int32Array(nodes).fill(NOBODY);
    this.at.set(at);
    this.from.set(from);
  }

  /** Returns whether the node did not hold it. */
  accept(node: number, at: number, from: number): boolean {
    if (this.holds(node)) return false;
    this.at[node] = at;
    this.from[node] = from;
    if (from !== NOBODY) return true;
    this.source = node;
    this.publishedAt = at;
    return true;
  }

  forget(node: number): void {
    this.at[node] = NEVER;
  }

  holds(node: number): boolean {
    return (this.at[node] ?? NEVER) !== NEVER;
  }

  /** −1: it does not hold it. */
  acceptedAt(node: number): number {
    return this.at[node] ?? NEVER;
  }

  /** NOBODY at its source. */
  deliveredBy(node: number): number {
    return this.from[node] ?? NOBODY;
  }

  /** Links between the source and each node over which it came; what is not held has 0. */
  hops(): Uint16Array {
    const hops = new Uint16Array(this.at.length);
    const way: number[] = [];
    for (let node = 0; node < hops.length; node++) {
      if (!this.holds(node) || hops[node] !== 0) continue;
      let at = node;
      // What lost its memory and got it back from its own descendant would lead round in a circle: a way has no more links than nodes.
      for (; hops[at] === 0 && this.deliveredBy(at) !== NOBODY && way.length < hops.length; at = this.deliveredBy(at)) way.push(at);
      for (let next = way.pop(), behind = at; next !== undefined; behind = next, next = way.pop())
        hops[next] = (hops[behind] as number) + 1;
    }
    return hops;
  }
}
