import type { Part } from './outline.js';
import type { Requests } from './requests.js';
import type { Source } from './source.js';

/** Where a block belongs: a chunk of a part, or (without one) the next block of the download's outline. */
export interface Place {
  readonly owner: PlaceOwner;
  readonly part: Part | undefined;
  /** Within the part, from 0. */
  readonly at: number;
}

/** A download, as far as its blocks are concerned. */
export interface PlaceOwner {
  /** The block came, was checked and is kept. */
  fulfil(place: Place, bytes: Uint8Array): void;
  /** Nobody asks for it any longer on this download's behalf. */
  release(place: Place): void;
  /** Goes on after that, as far as it can. */
  step(): void;
}

/** A block that is asked for. */
export class Ask {
  /** The same block may be several chunks of a file, or of several files. */
  readonly places: Place[] = [];
  source: Source | undefined;
  sentAt = 0;
  dueAt = Number.POSITIVE_INFINITY;
  tries = 0;
  /** How many that were asked for later came earlier. */
  overtaken = 0;
  private readonly asked: Source[] = [];
  private triesHere = 0;

  constructor(
    readonly hash: Uint8Array,
    readonly key: string,
    /** Who asks. */
    readonly requests: Requests,
  ) {}

  /** Number of the chunk within the file, from 0; undefined for a block that is no chunk. */
  get chunk(): number | undefined {
    const { part, at } = this.places[0] as Place;
    return part === undefined ? undefined : part.first + at;
  }

  /** Whether a source has been asked for it before. */
  wasAskedOf(source: Source): boolean {
    return this.asked.includes(source);
  }

  /** How often in a row the source has been asked. */
  triesOf(source: Source): number {
    return this.asked.at(-1) === source ? this.triesHere : 0;
  }

  onAsked(source: Source, now: number, wait: number): void {
    this.triesHere = this.triesOf(source) + 1;
    if (this.triesHere === 1) this.asked.push(source);
    this.source = source;
    this.sentAt = now;
    this.dueAt = now + wait;
    this.tries++;
    this.overtaken = 0;
  }
}
