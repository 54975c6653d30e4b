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
  /** When the peer was last seen to get this origin's rumors mostly from others: ms. */
  fedByOthersAt = Number.NEGATIVE_INFINITY;
  private ids: number[] = [];
  private times: number[] = [];
  private head = 0;

  constructor(
    readonly origin: Origin,
    known: number,
  ) {
    this.known = known;
  }

  get inFlight(): number {
    return this.ids.length - this.head;
  }

  /** The lowest id in flight; Infinity when there is none. */
  get firstId(): number {
    return this.ids[this.head] ?? Number.POSITIVE_INFINITY;
  }

  /** When the lowest id in flight was last sent. */
  get firstSentAt(): number {
    return this.times[this.head] ?? Number.POSITIVE_INFINITY;
  }

  /** When an id in flight was last sent; −Infinity if it is not in flight. */
  sentAt(id: number): number {
    const at = this.find(id);
    return this.ids[at] === id ? (this.times[at] as number) : Number.NEGATIVE_INFINITY;
  }

  /** Notes that an id is sent now. Returns whether it was not in flight before. */
  send(id: number, now: number): boolean {
    const at = this.find(id);
    if (this.ids[at] === id) {
      this.times[at] = now;
      return false;
    }
    if (at === this.ids.length) {
      this.ids.push(id);
      this.times.push(now);
    } else {
      this.ids.splice(at, 0, id);
      this.times.splice(at, 0, now);
    }
    return true;
  }

  /** Takes the lowest id out of flight. There must be one. */
  shift(): number {
    const id = this.ids[this.head++] as number;
    if (this.head === this.ids.length) {
      this.ids.length = this.times.length = this.head = 0;
    } else if (this.head >= 64 && this.head * 2 > this.ids.length) {
      this.ids = this.ids.slice(this.head);
      this.times = this.times.slice(this.head);
      this.head = 0;
    }
    return id;
  }

  /** Index of the first id in flight that is at least `id`. */
  private find(id: number): number {
    let low = this.head;
    let high = this.ids.length;
    if (high > low && (this.ids[high - 1] as number) < id) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.ids[middle] as number) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
