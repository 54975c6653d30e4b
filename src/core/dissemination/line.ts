import type { Origin } from '../rumors/origin.js';

/**
 * What one peer is known to hold of one origin, and what is on its way there.
 *
 * Invariant: `ids` from `head` on is ascending, each with the time it was last sent.
 */
export class Line {
  /** The first id that the peer may lack, by what it said or sent. */
  known: number;
  /** The peer lacks something that has not been sent yet. */
  lagging = false;
  /** It stands in the list of laggards, perhaps although it has caught up. */
  queued = false;
  /** When the peer was last seen to get this origin's rumors mostly from others: ms; −1 for never. */
  fedByOthersAt = -1;
  private ids: number[] | undefined;
  private times: number[] | undefined;
  private head = 0;

  constructor(
    readonly origin: Origin,
    known: number,
  ) {
    this.known = known;
  }

  get inFlight(): number {
    return this.ids === undefined ? 0 : this.ids.length - this.head;
  }

  /** The lowest id in flight; Infinity when there is none. */
  get firstId(): number {
    return this.ids?.[this.head] ?? Number.POSITIVE_INFINITY;
  }

  /** When the lowest id in flight was last sent; Infinity when there is none. */
  get firstSentAt(): number {
    return this.times?.[this.head] ?? Number.POSITIVE_INFINITY;
  }

  /** When an id in flight was last sent; −Infinity if it is not in flight. */
  sentAt(id: number): number {
    if (this.ids === undefined) return Number.NEGATIVE_INFINITY;
    const at = this.find(this.ids, id);
    return this.ids[at] === id ? ((this.times as number[])[at] as number) : Number.NEGATIVE_INFINITY;
  }

  /** Notes that an id is sent now. Returns whether it was not in flight before. */
  send(id: number, now: number): boolean {
    if (this.ids === undefined || this.times === undefined) {
      this.ids = [id];
      this.times = [now];
      return true;
    }
    const at = this.find(this.ids, id);
    if (this.ids[at] === id) {
      this.times[at] = now;
      return false;
    }
    insert(this.ids, at, id);
    insert(this.times, at, now);
    return true;
  }

  /** Takes the lowest id out of flight. There must be one. */
  shift(): number {
    const ids = this.ids as number[];
    const id = ids[this.head++] as number;
    if (this.head === ids.length) this.cut(undefined, undefined);
    else if (this.head >= 64 && this.head * 2 > ids.length) this.cut(ids.slice(this.head), this.times?.slice(this.head));
    return id;
  }

  /** Takes everything out of flight. Returns how many that were. */
  forgetFlights(): number {
    const { inFlight } = this;
    this.cut(undefined, undefined);
    return inFlight;
  }

  private cut(ids: number[] | undefined, times: number[] | undefined): void {
    this.ids = ids;
    this.times = times;
    this.head = 0;
  }

  /** Index of the first id in flight that is at least `id`. */
  private find(ids: readonly number[], id: number): number {
    let low = this.head;
    let high = ids.length;
    if (high > low && (ids[high - 1] as number) < id) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ids[middle] as number) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function insert(list: number[], at: number, value: number): void {
  if (at === list.length) list.push(value);
  else list.splice(at, 0, value);
}
