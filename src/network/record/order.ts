/** A rumor that a node accepted before an earlier one of its origin, or twice. */
export interface Disorder {
  readonly at: number;
  readonly node: number;
  readonly origin: string;
  readonly id: number;
  readonly expected: number;
}

/** Ids that nodes had not accepted when they accepted a later one. How often, and where first. */
interface Leap {
  readonly first: Disorder;
  times: number;
}

/** As many as anybody reads. */
const MOST_KEPT = 20;

/**
 * Holds every node to the order: of each origin each text once, and none before an earlier one. Route rumors have ids too, but no
 * texts, and are not told here: so an id that was left out counts only once it has turned out to be that of a text, be it later and
 * at another node (what processes tell does not come in the order in which it happened).
 */
export class Order {
  /** What went back or came twice. */
  private returns = 0;
  private readonly returned: Disorder[] = [];
  /** By origin and ids. */
  private readonly leaps = new Map<string, Leap>();
  /** By origin, the ids of the texts that any node has accepted. */
  private readonly texts = new Map<string, Set<number>>();
  /** By node, the next id of each origin. */
  private readonly next: (Map<string, number> | undefined)[] = [];

  accept(at: number, node: number, origin: string, id: number): void {
    this.textsOf(origin).add(id);
    let ofNode = this.next[node];
    if (ofNode === undefined) this.next[node] = ofNode = new Map();
    const expected = ofNode.get(origin) ?? 1;
    ofNode.set(origin, id + 1);
    if (id > expected) this.leap({ at, node, origin, id, expected });
    if (id < expected) this.goBack({ at, node, origin, id, expected });
  }

  /** The node begins anew. */
  forget(node: number): void {
    this.next[node] = undefined;
  }

  get violations(): number {
    return this.wrongLeaps().reduce((sum, { times }) => sum + times, this.returns);
  }

  /** The first ones of each sort. */
  get examples(): Disorder[] {
    const leaps = this.wrongLeaps().map(({ first }) => first);
    return [...this.returned, ...leaps].toSorted((a, b) => a.at - b.at).slice(0, MOST_KEPT);
  }

  private goBack(disorder: Disorder): void {
    this.returns++;
    if (this.returned.length < MOST_KEPT) this.returned.push(disorder);
  }

  private leap(first: Disorder): void {
    const key = `${first.expected} ${first.id} ${first.origin}`;
    const known = this.leaps.get(key);
    if (known === undefined) this.leaps.set(key, { first, times: 1 });
    else known.times++;
  }

  private wrongLeaps(): Leap[] {
    return [...this.leaps.values()].filter(({ first }) => this.leavesOutText(first));
  }

  private leavesOutText({ origin, expected, id }: Disorder): boolean {
    for (const text of this.textsOf(origin)) if (text >= expected && text < id) return true;
    return false;
  }

  private textsOf(origin: string): Set<number> {
    let texts = this.texts.get(origin);
    if (texts === undefined) this.texts.set(origin, (texts = new Set()));
    return texts;
  }
}
