/** A rumor that a node accepted before an earlier one of its origin, or twice. */
export interface Disorder {
  readonly at: number;
  readonly node: number;
  readonly origin: string;
  readonly id: number;
  readonly expected: number;
}

/** As many as anybody reads. */
const MOST_KEPT = 20;

/** Holds every node to the order: of each origin 1, 2, 3, … and each once. */
export class Order {
  violations = 0;
  readonly examples: Disorder[] = [];
  /** By node, the next id of each origin. */
  private readonly next: (Map<string, number> | undefined)[] = [];

  accept(at: number, node: number, origin: string, id: number): void {
    let ofNode = this.next[node];
    if (ofNode === undefined) this.next[node] = ofNode = new Map();
    const expected = ofNode.get(origin) ?? 1;
    ofNode.set(origin, id + 1);
    if (id === expected) return;
    this.violations++;
    if (this.examples.length < MOST_KEPT) this.examples.push({ at, node, origin, id, expected });
  }

  /** The node begins anew. */
  forget(node: number): void {
    this.next[node] = undefined;
  }
}
