/** Positions of the log's entries of one kind, ascending. */
export class Positions {
  private list: number[] = [];

  /** `position` is above all that were added before. */
  add(position: number): void {
    this.list.push(position);
  }

  /** The first at or after `position`; Infinity when there is none. */
  from(position: number): number {
    return this.list[this.indexOf(position)] ?? Number.POSITIVE_INFINITY;
  }

  /** Those below `position` have gone. Kept until they are half of the list, so that forgetting costs nothing on the whole. */
  forget(position: number): void {
    const gone = this.indexOf(position);
    if (gone * 2 > this.list.length) this.list = this.list.slice(gone);
  }

  private indexOf(position: number): number {
    let low = 0;
    let high = this.list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.list[middle] as number) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
