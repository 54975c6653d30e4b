/**
 * Objects that were let go and may be used again, by any node of this process: what lives for a round trip and is made a million times
 * over costs the collector more than all the rest. Who puts one in has made it new again: it must hold nothing of its last use.
 */
export class Pool<T> {
  private readonly items: T[] = [];
  private count = 0;

  /** `most`: what is over is left to the collector. */
  constructor(private readonly most: number) {}

  take(): T | undefined {
    return this.count === 0 ? undefined : this.items[--this.count];
  }

  put(item: T): void {
    if (this.count < this.most) this.items[this.count++] = item;
  }
}
