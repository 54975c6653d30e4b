import { Ability, ALL, LISTED, type Scope, type Status, status, type Want, want } from '../packet.js';
import { utf8Length } from '../text.js';
import type { Origin } from './origin.js';
import type { Rumors } from './rumors.js';

/**
 * The Statuses that tell what a node holds. The full one is the same object until the vector changes, so that its bytes can be
 * kept too.
 */
export class Vector {
  private full: Status | undefined;
  private fullVersion = -1;
  private fullBytes = 0;
  private nextPart = 0;

  constructor(
    private readonly rumors: Rumors,
    private readonly abilities: number,
  ) {}

  /** Every origin, in order of first appearance. */
  all(): Status {
    if (this.rumors.version === 0) return this.abilities === 0 ? NOTHING : NOTHING_YET;
    if (this.full === undefined || this.fullVersion !== this.rumors.version) {
      const wants = listWants(this.rumors.origins.list);
      this.full = status(wants, ALL, this.abilities);
      this.fullBytes = wants.reduce((sum, want) => sum + sizeOfWant(want), 0);
      this.fullVersion = this.rumors.version;
    }
    return this.full;
  }

  /** Whether all of it fits into so many bytes. */
  fits(bytes: number): boolean {
    if (this.rumors.origins.list.length * LEAST_WANT > bytes) return false;
    this.all();
    return this.fullBytes <= bytes;
  }

  /** All of it for a peer that knows no parts; where that is too much, these origins first and then as many as fit. */
  whole(first: readonly Origin[], bytes: number, isForReference: boolean): Status {
    if (isForReference) return this.forReference(first, bytes);
    return this.fits(bytes) ? this.all() : this.asMuchAsFits(first, bytes);
  }

  /** Only these origins; nothing is said of others. */
  only(wants: readonly Want[]): Status {
    return status(wants, LISTED, this.abilities);
  }

  /**
   * For a reference node, which never counts a route rumor's id as used: without trailing route rumors. As much as fits, these origins
   * first.
   */
  private forReference(first: readonly Origin[], bytes: number): Status {
    return this.asMuchAsFits(first, bytes, (origin) => {
      const nextId = origin.nextTextId;
      return nextId === origin.nextId ? origin.want : want(origin.name, nextId);
    });
  }

  private asMuchAsFits(first: readonly Origin[], bytes: number, wantOf = (origin: Origin): Want => origin.want): Status {
    const wants: Want[] = [];
    const told = new Set(first);
    let room = bytes;
    const add = (origin: Origin): void => {
      const one = wantOf(origin);
      if (one.nextId <= 1) return;
      room -= sizeOfWant(one);
      if (room >= 0) wants.push(one);
    };
    told.forEach(add);
    for (const origin of this.rumors.origins.list) {
      if (room < 0) break;
      if (!told.has(origin)) add(origin);
    }
    return status(wants, ALL, this.abilities);
  }

  /** The next part of the vector by ranges of names; after the last comes the first again. */
  part(bytes: number): Status {
    const sorted = this.rumors.origins.sorted;
    if (this.nextPart >= sorted.length) this.nextPart = 0;
    const from = this.nextPart;
    let room = bytes;
    let to = from;
    while (to < sorted.length && (to === from || room >= sizeOfWant((sorted[to] as Origin).want)))
      room -= sizeOfWant((sorted[to++] as Origin).want);
    this.nextPart = to;
    return status(listWants(sorted.slice(from, to)), rangeOf(sorted, from, to), this.abilities);
  }
}

/** What a node says that holds nothing: the same for all nodes. */
const NOTHING = status([]);
const NOTHING_YET = status([], ALL, Ability.bundles);

function listWants(origins: readonly Origin[]): Want[] {
  const wants: Want[] = [];
  for (const origin of origins) if (origin.nextId > 1) wants.push(origin.want);
  return wants;
}

/** The range that a part from index `from` to before `to` speaks of; the first begins before all names, the last has no end. */
function rangeOf(sorted: readonly Origin[], from: number, to: number): Scope {
  const after = from === 0 ? '' : (sorted[from - 1] as Origin).name;
  return { kind: 'range', after, upTo: to >= sorted.length ? undefined : (sorted[to - 1] as Origin).name };
}

/** Bytes of one entry at the most, and one more than needed only for the longest names. */
function sizeOfWant({ identifier, nextId }: Want): number {
  const name = utf8Length(identifier);
  return 5 + name + (name > 100 ? 2 : 0) + (nextId < 0x80 ? 1 : nextId < 0x4000 ? 2 : 5);
}

/** Bytes of an entry with a name of one byte. */
const LEAST_WANT = 7;
