import { Ability, ALL, LISTED, type Status, status, type Want, want } from '../packet.js';
import { utf8Length } from '../text.js';
import type { Origin } from './origin.js';
import type { Origins } from './origins.js';
import type { Rumors } from './rumors.js';

/**
 * The Statuses that tell what a node holds. The full one is the same object until the vector changes, so that its bytes can be
 * kept too.
 */
export class Vector {
  private full: Status | undefined;
  private fullVersion = -1;
  private fullBytes = 0;

  constructor(
    private readonly rumors: Rumors,
    private readonly abilities: number,
  ) {}

  /** See `Node.touch`. */
  touch(): number {
    return this.fullVersion;
  }

  /** Every origin, in order of first appearance. */
  all(): Status {
    if (this.rumors.version === 0) return this.abilities === 0 ? NOTHING : NOTHING_YET;
    if (this.full === undefined || this.fullVersion !== this.rumors.version) {
      this.full = statusOf(this.rumors.origins, this.abilities);
      this.fullBytes = this.full.want.reduce((sum, want) => sum + sizeOfWant(want), 0);
      this.fullVersion = this.rumors.version;
    }
    return this.full;
  }

  /** Whether all of it fits into so many bytes. */
  fits(bytes: number): boolean {
    if (this.rumors.origins.size * LEAST_WANT > bytes) return false;
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
    const [first] = wants;
    return wants.length === 1 && first !== undefined ? this.alone(first) : status(wants, LISTED, this.abilities);
  }

  /** Only this one. */
  alone(want: Want): Status {
    if (single.want[0] !== want || single.abilities !== this.abilities) single = status([want], LISTED, this.abilities);
    return single;
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
    const { origins } = this.rumors;
    for (let at = 0; at < origins.size && room >= 0; at++) if (!told.has(origins.at(at))) add(origins.at(at));
    return status(wants, ALL, this.abilities);
  }

  /** Origins of which something was accepted at or after `since` (ms): the first to be missed elsewhere. */
  recent(since: number): Status | undefined {
    const recent = this.rumors.recentSince(since);
    return recent.size === 0 ? undefined : this.only(Array.from(recent, (origin) => origin.want));
  }

  /** The part of the vector that begins after this name. */
  part(after: string, bytes: number): Status {
    const { sorted } = this.rumors.origins;
    const from = indexAfter(sorted, after);
    let to = from;
    for (let room = bytes; to < sorted.length && (to === from || room > 0); to++) room -= sizeOfWant((sorted[to] as Origin).want);
    const upTo = to >= sorted.length ? undefined : (sorted[to - 1] as Origin).name;
    return status(listWants(sorted.slice(from, to)), { kind: 'range', after, upTo }, this.abilities);
  }
}

/** What a node says that holds nothing: the same for all nodes. */
const NOTHING = status([]);
const NOTHING_YET = status([], ALL, Ability.bundles);

/** The last Statuses made by any node. Most nodes say what another has just said, and need no object of their own for it. */
let whole = NOTHING;
let single = NOTHING;

/** All that these origins hold. */
function statusOf(origins: Origins, abilities: number): Status {
  if (whole.abilities !== abilities || !isOf(whole.want, origins)) whole = status(listWants(origins.toArray()), ALL, abilities);
  return whole;
}

/** Whether these are the entries of just these origins. */
function isOf(wants: readonly Want[], origins: Origins): boolean {
  let listed = 0;
  for (let at = 0; at < origins.size; at++) {
    const origin = origins.at(at);
    if (origin.nextId > 1 && wants[listed++] !== origin.want) return false;
  }
  return listed === wants.length;
}

function listWants(origins: readonly Origin[]): Want[] {
  return origins.filter(({ nextId }) => nextId > 1).map(({ want }) => want);
}

/** Of the first origin whose name comes after this one. */
function indexAfter(sorted: readonly Origin[], name: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as Origin).name <= name) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Bytes of one entry at the most, and one more than needed only for the longest names. */
function sizeOfWant({ identifier, nextId }: Want): number {
  const name = utf8Length(identifier);
  return 5 + name + (name > 100 ? 2 : 0) + (nextId < 0x80 ? 1 : nextId < 0x4000 ? 2 : 5);
}

/** Bytes of an entry with a name of one byte. */
const LEAST_WANT = 7;
