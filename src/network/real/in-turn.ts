/** Runs commands about the same nodes one after another, in the order in which they were given; others side by side. */
export class InTurn {
  /** The last command about each node. It never rejects. */
  private readonly last = new Map<number, Promise<unknown>>();

  run<T>(nodes: readonly number[], command: () => Promise<T>): Promise<T> {
    const turn = Promise.all(nodes.map((node) => this.last.get(node) ?? Promise.resolve())).then(command);
    const over = turn.catch(() => undefined);
    for (const node of nodes) this.last.set(node, over);
    return turn;
  }
}
