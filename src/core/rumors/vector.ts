import { Ability, ALL, LISTED, type Scope, type Status, status, type Want } from '../packet.js';
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
    this.all();
    return this.fullBytes <= bytes;
  }

  /** Only these origins; nothing is said of others. */
  only(wants: readonly Want[]): Status {
    return status(wants, LISTED, this.abilities);
  }

  /** For a reference node, which never counts a route rumor's id as used: without trailing route rumors. */
  forReference(): Status {
    const wants: Want[] = [];
    for (const origin of this.rumors.origins.list) {
      const nextId = origin.nextTextId;
      if (nextId > 1) wants.push(nextId === origin.nextId ? origin.want : { identifier: origin.name, nextId });
    }
    return status(wants, ALL, this.abilities);
  }

  /** These origins first, then as many others as fit: for a node that takes any Status for a whole one. */
  asMuchAsFits(first: readonly Origin[], bytes: number): Status {
    const wants: Want[] = [];
    let room = bytes;
    for (const origin of new Set([...first, ...this.rumors.origins.list])) {
      room -= sizeOfWant(origin.want);
      if (room < 0) break;
      if (origin.nextId > 1) wants.push(origin.want);
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

/** An upper bound of the bytes of one entry. */
function sizeOfWant(want: Want): number {
  return utf8Length(want.identifier) + 12;
}
