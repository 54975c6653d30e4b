interface Act {
  readonly at: number;
  readonly act: () => void;
}

/** What somebody outside wants to do at certain times, in the order of the times and then of asking. */
export class Acts {
  /** Sorted; those before `done` are over, and cut off when they are half of it. */
  private readonly list: Act[] = [];
  private done = 0;

  /** Infinity: nothing is to be done. */
  get next(): number {
    return this.list[this.done]?.at ?? Number.POSITIVE_INFINITY;
  }

  /** Returns the way to call it off. */
  put(at: number, act: () => void): () => void {
    const item = { at, act };
    this.list.splice(this.placeAfter(at), 0, item);
    return () => {
      const place = this.list.indexOf(item, this.done);
      if (place >= 0) this.list.splice(place, 1);
    };
  }

  /** Does what is due by now, what that adds for now included. Returns whether there was anything. */
  run(now: number): boolean {
    if (this.next > now) return false;
    while (this.next <= now) (this.list[this.done++] as Act).act();
    if (2 * this.done > this.list.length) this.forget();
    return true;
  }

  private forget(): void {
    this.list.splice(0, this.done);
    this.done = 0;
  }

  private placeAfter(at: number): number {
    let low = this.done;
    let high = this.list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.list[middle] as Act).at <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
