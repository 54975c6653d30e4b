/** Of `from` where a rumor was published, and of what a node does not hold. */
export const NOBODY = -1;
const NEVER = -1;
/** Links to a node whose deliverer has not been seen to hold the rumor yet. */
const UNKNOWN = 0xffff;

/** One rumor, and which node holds it: ten bytes a node. Times are ms. */
export class RumorRecord {
  /** Who published it, and when; NOBODY and −1 as long as it has only been seen elsewhere. */
  source = NOBODY;
  publishedAt = NEVER;
  /** When each node accepted it; −1: it does not hold it. */
  private at: Int32Array;
  /** Who delivered it. */
  private from: Int32Array;
  /** Over how many links it came. */
  private links: Uint16Array;

  constructor(
    readonly origin: string,
    readonly id: number,
    nodes: number,
  ) {
    this.at = new Int32Array(nodes).fill(NEVER);
    this.from = new Int32Array(nodes).fill(NOBODY);
    this.links = new Uint16Array(nodes);
  }

  /** Has room for so many nodes from now on. */
  grow(nodes: number): void {
    const { at, from, links } = this;
    this.at = new Int32Array(nodes).fill(NEVER);
    this.from = new Int32Array(nodes).fill(NOBODY);
    this.at.set(at);
    this.from.set(from);
    this.links = new Uint16Array(nodes);
    this.links.set(links);
  }

  /** Returns whether the node did not hold it. */
  accept(node: number, at: number, from: number): boolean {
    if (this.holds(node)) return false;
    this.at[node] = at;
    this.from[node] = from;
    this.links[node] = from === NOBODY ? 0 : this.next(from);
    if (from !== NOBODY) return true;
    this.source = node;
    this.publishedAt = at;
    return true;
  }

  forget(node: number): void {
    this.at[node] = NEVER;
    this.links[node] = 0;
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

  private next(from: number): number {
    const links = this.links[from] ?? 0;
    return this.holds(from) && links < UNKNOWN - 1 ? links + 1 : UNKNOWN;
  }

  /** Links between the source and each node over which it came, as it was then; what is not held has 0. */
  hops(): Uint16Array {
    const hops = this.links.slice();
    for (let node = 0; node < hops.length; node++) if (hops[node] === UNKNOWN) hops[node] = this.wayTo(node);
    return hops;
  }

  /** For what was told before the acceptance of its deliverer: on real sockets tellings overtake one another. */
  private wayTo(node: number): number {
    let hops = 0;
    // What lost its memory and got it back from its own descendant leads round in a circle: a way has no more links than nodes.
    for (let at = node; hops < this.at.length; at = this.deliveredBy(at), hops++) {
      const known = this.links[at] ?? 0;
      if (known !== UNKNOWN) return hops + known;
    }
    return hops;
  }
}
