/**
 * Values by a key that each of them carries, by identity: an array while there are few and a Map beside it once there are many. Most
 * nodes of a large network know a handful of peers and origins, and an empty Map alone costs 192 bytes.
 */
export abstract class SmallMap<K, V> {
  private stored: V[] = NOTHING;
  private index: Map<K, number> | undefined;

  protected abstract keyOf(value: V): K;

  get size(): number {
    return this.stored.length;
  }

  /** The values in insertion order; not to be changed by the caller. A removal moves the last entry into the gap. */
  get values(): readonly V[] {
    return this.stored;
  }

  get(key: K): V | undefined {
    const list = this.stored;
    if (this.index !== undefined) return list[this.index.get(key) ?? list.length];
    for (let at = 0; at < list.length; at++) if (this.keyOf(list[at] as V) === key) return list[at];
    return undefined;
  }

  /** Its key must not be there yet. */
  add(value: V): V {
    const list = this.stored;
    if (list === NOTHING) {
      this.stored = [value];
      return value;
    }
    this.index?.set(this.keyOf(value), list.length);
    list.push(value);
    if (this.index === undefined && list.length > FEW) this.index = new Map(list.map((each, at) => [this.keyOf(each), at]));
    return value;
  }

  delete(key: K): boolean {
    const value = this.get(key);
    if (value === undefined) return false;
    const list = this.stored;
    const at = this.index?.get(key) ?? list.indexOf(value);
    const last = list.pop() as V;
    this.index?.delete(key);
    if (last !== value) {
      list[at] = last;
      this.index?.set(this.keyOf(last), at);
    } else if (at === 0) {
      this.stored = NOTHING;
      this.index = undefined;
    }
    return true;
  }
}

const FEW = 8;
/** Shared by all that are empty; never written to. */
const NOTHING: never[] = [];
