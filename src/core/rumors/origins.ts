import { BOUNDS } from '../bounds.js';
import type { Peer } from '../context.js';
import { SmallMap } from '../small-map.js';
import { Origin } from './origin.js';

/** All origins that a node knows, in order of first appearance. */
export class Origins extends SmallMap<string, Origin> {
  private sortedList: readonly Origin[] = NONE;
  /** How many origins each peer introduced; only once a half is full, because it does not matter before. */
  private introduced: Map<Peer, number> | undefined;
  /** Origins that learnt peers introduced. */
  private ofStrangers = 0;

  /** In code-unit order of their names. */
  get sorted(): readonly Origin[] {
    const { size, sortedList } = this;
    if (sortedList.length < size) this.sortedList = merge(sortedList, this.toArray().slice(sortedList.length).sort(byName));
    return this.sortedList;
  }

  protected keyOf({ name }: Origin): string {
    return name;
  }

  find(name: string): Origin | undefined {
    return this.get(name);
  }

  /**
   * Whether a new origin may be taken from this peer. A peer may introduce as many origins as places are still free (the dynamic
   * threshold of Choudhury and Hahne 1998, α = 1): one peer that invents names can fill half of the table and no more, and
   * there is always room for what the others bring. Peers that nobody named share a smaller room in the same way: what they invent
   * must not fill the room that each honest node on its way keeps for the next.
   */
  hasRoomFor(from: Peer, isNamed: boolean): boolean {
    const free = Math.min(BOUNDS.origins - this.size, isNamed ? BOUNDS.origins : BOUNDS.originsOfStrangers - this.ofStrangers);
    if ((isNamed ? this.size : this.ofStrangers) < free) return true;
    this.introduced ??= countByPeer(this.toArray());
    return (this.introduced.get(from) ?? 0) < free;
  }

  enter(name: string, from: Peer | undefined, isNamed: boolean): Origin {
    if (!isNamed) this.ofStrangers++;
    if (from !== undefined) this.introduced?.set(from, (this.introduced.get(from) ?? 0) + 1);
    return this.add(new Origin(name, from));
  }
}

function countByPeer(origins: readonly Origin[]): Map<Peer, number> {
  const counts = new Map<Peer, number>();
  for (const { introducedBy } of origins) if (introducedBy !== undefined) counts.set(introducedBy, (counts.get(introducedBy) ?? 0) + 1);
  return counts;
}

function byName(a: Origin, b: Origin): number {
  return a.name < b.name ? -1 : 1;
}

/** One list of two that are sorted: few are new, and sorting all of them again would cost more than everything else. */
function merge(old: readonly Origin[], added: readonly Origin[]): readonly Origin[] {
  const merged: Origin[] = [];
  let next = 0;
  for (const origin of old) {
    while (next < added.length && byName(added[next] as Origin, origin) < 0) merged.push(added[next++] as Origin);
    merged.push(origin);
  }
  while (next < added.length) merged.push(added[next++] as Origin);
  return merged;
}

const NONE: readonly Origin[] = [];
