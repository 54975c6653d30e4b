import type { Peer } from '../context.js';
import { type Rumor, rumor, type Want, want } from '../packet.js';

/**
 * The rumors of one origin, in order and without gaps.
 *
 * Invariant 1: `nextId` never goes back.
 * Invariant 2: `texts` is in ascending order of ids, all below `nextId`; an id below `nextId` that is not in it (and not below
 * `keptFrom`) is a route rumor. Route rumors thus cost nothing, or a quiet network would fill memory.
 */
export class Origin {
  nextId = 1;
  /** Texts below this id were forgotten and cannot be sent any more. */
  keptFrom = 1;
  /** Marks the origins that the Status under comparison listed. */
  stamp = 0;
  /** For the routing table: the neighbour that delivered the newest rumor, and how new that is. */
  nextHop: Peer | undefined = undefined;
  freshness = 0;
  private texts: Rumor[] = NONE;
  /** Texts at the front of `texts` that were forgotten; they are cut off when they are half of it. */
  private gone = 0;
  private entry: Want | undefined;

  constructor(
    readonly name: string,
    /** The peer that first brought a rumor of it; undefined for one's own. */
    readonly introducedBy: Peer | undefined,
  ) {}

  /** The entry of this origin in a vector: the same object until it changes. */
  get want(): Want {
    if (this.entry === undefined || this.entry.nextId !== this.nextId) this.entry = want(this.name, this.nextId);
    return this.entry;
  }

  /** `nextId` without trailing route rumors: what a reference node would report (it reuses their ids). */
  get nextTextId(): number {
    const last = this.texts[this.texts.length - 1];
    return last === undefined ? 1 : last.id + 1;
  }

  /** The rumor that is held under an id; undefined when it is not, or no longer. */
  get(id: number): Rumor | undefined {
    if (id >= this.nextId || id < this.keptFrom) return undefined;
    return this.textAt(id) ?? rumor(this.name, id, '');
  }

  /** Takes the next rumor: `next.id` must be `nextId`. */
  append(next: Rumor): void {
    if (next.text !== '') this.put(this.texts.length, next);
    this.nextId = next.id + 1;
  }

  /** Puts a text where a route rumor stood (reference nodes issue its id again). */
  replace(text: Rumor): void {
    this.put(this.lowerBound(text.id), text);
  }

  /** Forgets the texts up to and including `id`. */
  forget(id: number): void {
    this.keptFrom = Math.max(this.keptFrom, id + 1);
    this.gone = this.lowerBound(id + 1);
    if (this.gone * 2 <= this.texts.length) return;
    this.texts = this.texts.slice(this.gone);
    this.gone = 0;
  }

  /** The texts with ids from `id` on. */
  textsFrom(id: number): readonly Rumor[] {
    return this.texts.slice(this.lowerBound(id));
  }

  private put(at: number, text: Rumor): void {
    if (this.texts === NONE) this.texts = [text];
    else if (at === this.texts.length) this.texts.push(text);
    else this.texts.splice(at, 0, text);
  }

  private textAt(id: number): Rumor | undefined {
    const first = this.texts[this.gone];
    if (first === undefined) return undefined;
    const guess = this.texts[this.gone + id - first.id];
    if (guess !== undefined && guess.id === id) return guess;
    const found = this.texts[this.lowerBound(id)];
    return found !== undefined && found.id === id ? found : undefined;
  }

  /** Index of the first text whose id is at least `id`. */
  private lowerBound(id: number): number {
    let low = this.gone;
    let high = this.texts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.texts[middle] as Rumor).id < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Shared by all origins without a text; never written to. */
const NONE: Rumor[] = [];
