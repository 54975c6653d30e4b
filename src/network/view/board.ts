/** One rumor and where it has got. Times are ms since the board began. */
export interface RumorRow {
  readonly origin: string;
  readonly id: number;
  readonly text: string;
  readonly firstAt: number;
  /** For each node, when it was first seen to hold the rumor; undefined: not yet. */
  readonly heldAt: readonly (number | undefined)[];
  /** Nodes that hold it. */
  readonly reach: number;
  /** When the last node got it; undefined: not yet. */
  readonly fullAt: number | undefined;
}

interface OpenRow extends RumorRow {
  readonly heldAt: (number | undefined)[];
  reach: number;
  fullAt: number | undefined;
}

/** What each node of a network has been seen to hold. Pure: it is told, and it can be read. */
export class Board {
  private readonly byRumor = new Map<string, OpenRow>();
  private readonly held: number[];

  constructor(readonly names: readonly string[]) {
    this.held = names.map(() => 0);
  }

  /** In the order of first appearance. */
  get rows(): readonly RumorRow[] {
    return [...this.byRumor.values()];
  }

  /** How many rumors a node holds. */
  countOf(node: number): number {
    return this.held[node] ?? 0;
  }

  /** A node was seen to hold a rumor. Returns its row; undefined when that was known. */
  note(node: number, rumor: { origin: string; id: number; text: string }, at: number): RumorRow | undefined {
    const row = this.row(rumor, at);
    if (row.heldAt[node] !== undefined) return undefined;
    row.heldAt[node] = at;
    row.reach++;
    if (row.reach === this.names.length) row.fullAt = at;
    this.held[node] = this.countOf(node) + 1;
    return row;
  }

  private row(rumor: { origin: string; id: number; text: string }, at: number): OpenRow {
    const key = `${rumor.id} ${rumor.origin}`;
    const known = this.byRumor.get(key);
    if (known !== undefined) return known;
    const { origin, id, text } = rumor;
    const row = { origin, id, text, firstAt: at, heldAt: this.names.map(() => undefined), reach: 0, fullAt: undefined };
    this.byRumor.set(key, row);
    return row;
  }
}
