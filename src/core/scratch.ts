/** Entries from which on what was used once is given back. */
const MANY = 64;

/**
 * A list that is filled and emptied again and again: unlike an array whose length is set to 0, it keeps its memory. What it held stays
 * referenced until it is overwritten, so it is for what lives long anyway.
 */
export class Scratch<T> {
  length = 0;
  private items: T[] = [];

  push(item: T): void {
    this.items[this.length++] = item;
  }

  /** `place`: below `length`. */
  at(place: number): T {
    return this.items[place] as T;
  }

  clear(): void {
    if (this.length > MANY) this.items = [];
    this.length = 0;
  }

  toArray(): T[] {
    return this.items.slice(0, this.length);
  }
}
