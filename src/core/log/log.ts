import { BOUNDS } from '../bounds.js';
import type { Peer } from '../context.js';
import { PeersterError } from '../errors.js';
import { Positions } from './positions.js';

export type EntryKind = 'rumor' | 'simple' | 'private';

interface Owner {
  /** An entry goes. */
  onForgotten(entry: Entry): void;
}

/** An accepted message. Its place in the log is its position. */
export interface Entry {
  readonly kind: EntryKind;
  readonly origin: string;
  /** 0 where the kind has no ids. */
  readonly id: number;
  readonly text: string;
  /** For a private message: whom it is for. */
  readonly destination: string | undefined;
  /** The peer that delivered it first; undefined when it was published here. */
  readonly relay: Peer | undefined;
  /** Monotonic ms of the node that accepted it. */
  readonly at: number;
}

/**
 * Everything a node accepted, numbered from 0 without gaps. It only grows at its end; beyond `capacity` the oldest entries go.
 * It is also the queue of every reader: a cursor is a number.
 */
export class Log {
  private entries: Entry[] = EMPTY;
  /** Entries at the front of `entries` that have gone; they are cut off when they are half of it. */
  private gone = 0;
  private first = 0;
  /** Of private messages: few among many rumors, and asked for by themselves. */
  private privates: Positions | undefined;
  /** Of the texts of the entries that are kept. */
  private bytes = 0;

  constructor(
    private readonly capacity: number = BOUNDS.logEntries,
    private readonly byteCapacity: number = BOUNDS.logBytes,
    private readonly owner?: Owner,
  ) {}

  /** The oldest position still kept. */
  get oldest(): number {
    return this.first + this.gone;
  }

  /** The position that the next entry will have. */
  get end(): number {
    return this.first + this.entries.length;
  }

  append(entry: Entry): number {
    const position = this.end;
    if (this.entries === EMPTY) this.entries = [entry];
    else this.entries.push(entry);
    this.bytes += entry.text.length;
    if (entry.kind === 'private') (this.privates ??= new Positions()).add(position);
    while (position - this.oldest >= this.capacity || (this.bytes > this.byteCapacity && position > this.oldest)) this.forget();
    return position;
  }

  /** Where to look next for entries of a kind, from `position` on: at or before the first of them, and at the end if there is none. */
  seek(position: number, kind: EntryKind | undefined): number {
    return kind === 'private' ? Math.min(this.privates?.from(position) ?? this.end, this.end) : position;
  }

  /** The entry at a position. Throws POSITION_GONE (fact `oldest`) or POSITION_AHEAD (fact `end`). */
  at(position: number): Entry {
    if (position < this.oldest) {
      throw new PeersterError('POSITION_GONE', `position ${position} is no longer kept; the oldest is ${this.oldest}`, {
        oldest: String(this.oldest),
      });
    }
    const entry = this.entries[position - this.first];
    if (entry === undefined)
      throw new PeersterError('POSITION_AHEAD', `position ${position} is not written yet; the next is ${this.end}`, {
        end: String(this.end),
      });
    return entry;
  }

  private forget(): void {
    const oldest = this.entries[this.gone] as Entry;
    this.bytes -= oldest.text.length;
    this.entries[this.gone++] = FORGOTTEN;
    if (oldest.kind === 'private') this.privates?.forget(this.oldest);
    this.owner?.onForgotten(oldest);
    if (this.gone * 2 < this.entries.length) return;
    this.entries = this.entries.slice(this.gone);
    this.first += this.gone;
    this.gone = 0;
  }
}

/** In the place of an entry that has gone, so that its text can go too. */
const FORGOTTEN: Entry = { kind: 'rumor', origin: '', id: 0, text: '', destination: undefined, relay: undefined, at: 0 };

/** Shared by all logs that hold nothing; never written to. */
const EMPTY: Entry[] = [];
