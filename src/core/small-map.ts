import { Few } from './few.js';

/**
 * Values by a key that each of them carries, by identity: a list while there are few and a Map beside it once there are many. Most
 * nodes of a large network know a handful of peers and origins, and an empty Map alone costs 192 bytes. The values are in insertion
 * order, but for removals, which move the last one into the gap.
 */
export abstract class SmallMap<K, V> extends Few<V> {
  private index: Map<K, number> | undefined;

  protected abstract keyOf(value: V): K;

  get(key: K): V | undefined {
    const place = this.placeOf(key);
    return place < 0 ? undefined : this.at(place);
  }

  /** Its key must not be there yet. */
  add(value: V): V {
    this.push(value);
    if (this.index !== undefined) this.index.set(this.keyOf(value), this.size - 1);
    else if (this.size > FEW) this.index = new Map(this.toArray().map((each, at) => [this.keyOf(each), at]));
    return value;
  }

  delete(key: K): boolean {
    const place = this.placeOf(key);
    if (place < 0) return false;
    this.index?.delete(key);
    this.removeAt(place);
    if (this.size === 0) this.index = undefined;
    else if (place < this.size) this.index?.set(this.keyOf(this.at(place)), place);
    return true;
  }

  protected clear(): void {
    this.cut(0);
    this.index = undefined;
  }

  /** −1 where there is none. */
  private placeOf(key: K): number {
    if (this.index !== undefined) return this.index.get(key) ?? -1;
    for (let at = 0; at < this.size; at++) if (this.keyOf(this.at(at)) === key) return at;
    return -1;
  }
}

const FEW = 8;
