/**
 * A map by identity that is two arrays while it has few entries and a Map beside them once it has many: most nodes of a large
 * network know a handful of peers and origins, and an empty Map alone costs 192 bytes.
 */
export class SmallMap<K, V> {
  private keyList: K[] | undefined;
  private valueList: V[] | undefined;
  private index: Map<K, number> | undefined;

  get size(): number {
    return this.valueList === undefined ? 0 : this.valueList.length;
  }

  /** The values in insertion order; not to be changed by the caller. A removal moves the last entry into the gap. */
  get values(): readonly V[] {
    return this.valueList ?? NOTHING;
  }

  get(key: K): V | undefined {
    const at = this.find(key);
    return at < 0 ? undefined : (this.valueList as V[])[at];
  }

  /** The key must not be there yet. */
  add(key: K, value: V): V {
    if (this.keyList === undefined || this.valueList === undefined) {
      this.keyList = [key];
      this.valueList = [value];
      return value;
    }
    this.index?.set(key, this.keyList.length);
    this.keyList.push(key);
    this.valueList.push(value);
    if (this.index === undefined && this.keyList.length > FEW) this.index = new Map(this.keyList.map((each, at) => [each, at]));
    return value;
  }

  delete(key: K): boolean {
    const at = this.find(key);
    if (at < 0) return false;
    const keys = this.keyList as K[];
    const values = this.valueList as V[];
    const lastKey = keys.pop() as K;
    const lastValue = values.pop() as V;
    this.index?.delete(key);
    if (at < keys.length) {
      keys[at] = lastKey;
      values[at] = lastValue;
      this.index?.set(lastKey, at);
    } else if (at === 0) this.keyList = this.valueList = this.index = undefined;
    return true;
  }

  private find(key: K): number {
    if (this.index !== undefined) return this.index.get(key) ?? -1;
    return this.keyList === undefined ? -1 : this.keyList.indexOf(key);
  }
}

const FEW = 8;
const NOTHING: readonly never[] = [];
