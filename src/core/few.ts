/**
 * A list of mostly one. A single item stands in a field: most nodes of a large network have one origin, and one exchange at a time, and
 * an array of one takes 56 bytes and is two objects further away.
 */
export class Few<T> {
  private one: T | undefined;
  /** All items, once there were several. */
  private many: T[] | undefined;

  get size(): number {
    return this.many === undefined ? (this.one === undefined ? 0 : 1) : this.many.length;
  }

  /** `place`: below `size`. */
  at(place: number): T {
    return this.many === undefined ? (this.one as T) : (this.many[place] as T);
  }

  /** A list of its own. */
  toArray(): T[] {
    return this.many === undefined ? (this.one === undefined ? [] : [this.one]) : this.many.slice();
  }

  protected push(item: T): void {
    if (this.many !== undefined) this.many.push(item);
    else if (this.one === undefined) this.one = item;
    else {
      this.many = [this.one, item];
      this.one = undefined;
    }
  }

  protected indexOf(item: T): number {
    if (this.many !== undefined) return this.many.indexOf(item);
    return this.one === item ? 0 : -1;
  }

  /** Takes the item at a place out; the last one moves there. */
  protected removeAt(place: number): void {
    const { many } = this;
    if (many === undefined) {
      this.one = undefined;
      return;
    }
    const last = many.pop() as T;
    if (place < many.length) many[place] = last;
    else if (many.length === 0) this.many = undefined;
  }

  /** Leaves only the first `count`. */
  protected cut(count: number): void {
    if (count === 0) this.one = this.many = undefined;
    else if (this.many !== undefined && count < this.many.length) this.many.length = count;
  }

  /** Puts another item in the place of one. */
  protected set(place: number, item: T): void {
    if (this.many === undefined) this.one = item;
    else this.many[place] = item;
  }
}
