interface Waiting<T> {
  readonly due: number;
  readonly order: number;
  readonly item: T;
}

/** What is to happen later, earliest first; equal times in the order in which they were put in. A binary heap. */
export class DelayQueue<T> {
  private readonly heap: Waiting<T>[] = [];
  private order = 0;

  /** When the first is due; Infinity for none. */
  get next(): number {
    return this.heap[0]?.due ?? Number.POSITIVE_INFINITY;
  }

  get size(): number {
    return this.heap.length;
  }

  put(due: number, item: T): void {
    const entry = { due, order: this.order++, item };
    let at = this.heap.length;
    for (let parent = (at - 1) >> 1; at > 0 && earlier(entry, this.at(parent)); parent = (at - 1) >> 1) {
      this.heap[at] = this.at(parent);
      at = parent;
    }
    this.heap[at] = entry;
  }

  /** The first item if it is due by `now`. */
  take(now: number): T | undefined {
    const first = this.heap[0];
    if (first === undefined || first.due > now) return undefined;
    const last = this.heap.pop() as Waiting<T>;
    if (this.heap.length > 0) this.sink(last);
    return first.item;
  }

  private sink(entry: Waiting<T>): void {
    const length = this.heap.length;
    let at = 0;
    for (let child = 1; child < length; child = 2 * at + 1) {
      if (child + 1 < length && earlier(this.at(child + 1), this.at(child))) child++;
      if (!earlier(this.at(child), entry)) break;
      this.heap[at] = this.at(child);
      at = child;
    }
    this.heap[at] = entry;
  }

  private at(index: number): Waiting<T> {
    return this.heap[index] as Waiting<T>;
  }
}

function earlier(a: Waiting<unknown>, b: Waiting<unknown>): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order);
}
