interface Item {
  readonly at: number;
  readonly sequence: number;
  readonly run: () => void;
}

/** What is to happen in virtual time, earliest first; at equal times in the order in which it was put down. A binary heap. */
export class Agenda {
  private readonly heap: Item[] = [];
  private sequence = 0;

  /** When the next thing happens; Infinity if nothing does. */
  get next(): number {
    return this.heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  put(at: number, run: () => void): void {
    const { heap } = this;
    const item = { at, sequence: ++this.sequence, run };
    let index = heap.length;
    for (heap.push(item); index > 0; ) {
      const parent = (index - 1) >> 1;
      if (!isBefore(item, heap[parent] as Item)) break;
      heap[index] = heap[parent] as Item;
      index = parent;
    }
    heap[index] = item;
  }

  /** Takes out the earliest thing. */
  take(): (() => void) | undefined {
    const first = this.heap[0];
    const last = this.heap.pop();
    if (first === undefined || last === undefined) return undefined;
    if (this.heap.length > 0) this.sink(last);
    return first.run;
  }

  private sink(item: Item): void {
    const { heap } = this;
    let index = 0;
    for (let child = 1; child < heap.length; child = 2 * index + 1) {
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Item, heap[child] as Item)) child++;
      if (!isBefore(heap[child] as Item, item)) break;
      heap[index] = heap[child] as Item;
      index = child;
    }
    heap[index] = item;
  }
}

function isBefore(a: Item, b: Item): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}
