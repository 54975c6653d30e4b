/**
 * A map by identity that is two arrays while it has few entries and a Map beside them once it has many: most nodes of a large
 * network know a handful of peers and origins, and an empty Map alone costs 192 bytes.
 */
export class SmallMap<K, V> {
  private readonly keyList: K[] = [];
  private readonly valueList: V[] = [];
  private index: Map<K, number> | undefined;

  get size(): number {
    return this.keyList.length;
  }

  /** The values in insertion order; not to be changed by the caller. A removal moves the last entry into the gap. */
  get values(): readonly V[] {
    return this.valueList;
  }

  get(key: K): V | undefined {
    const at = this.find(key);
    return at < 0 ? undefined : this.valueList[at];
  }

  /** The key must not be there yet. */
  add(key: K, value: V): V {
    this.index?.set(key, this.keyList.length);
    this.keyList.push(key);
    this.valueList.push(value);
    if (this.index === undefined && this.keyList.length > FEW) this.index = new Map(this.keyList.map((each, at) => [each, at]));
    return value;
  }

  delete(key: K): boolean {
    const at = this.find(key);
    if (at < 0) return false;
    const lastKey = this.keyList.pop() as K;
    const lastValue = this.valueList.pop() as V;
    this.index?.delete(key);
    if (at < this.keyList.length) {
      this.keyList[at] = lastKey;
      this.valueList[at] = lastValue;
      this.index?.set(lastKey, at);
    }
    return true;
  }

  private find(key: K): number {
    return this.index === undefined ? this.keyList.indexOf(key) : (this.index.get(key) ?? -1);
  }
}

const FEW = 8;
