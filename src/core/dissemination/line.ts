import type { Origin } from '../rumors/origin.js';

/**
 * What one peer is known to hold of one origin, and what is on its way there.
 *
 * Invariant: `flights` from `head` on are ids, ascending, each followed by the time at which it was last sent.
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
  private flights: number[] | undefined;
  private head = 0;

  constructor(
    readonly origin: Origin,
    known: number,
  ) {
    this.known = known;
  }

  get inFlight(): number {
    return this.flights === undefined ? 0 : (this.flights.length - this.head) / 2;
  }

  /** The lowest id in flight; Infinity when there is none. */
  get firstId(): number {
    return this.flights?.[this.head] ?? Number.POSITIVE_INFINITY;
  }

  /** When the lowest id in flight was last sent; Infinity when there is none. */
  get firstSentAt(): number {
    return this.flights?.[this.head + 1] ?? Number.POSITIVE_INFINITY;
  }

  /** When an id in flight was last sent; −Infinity if it is not in flight. */
  sentAt(id: number): number {
    const { flights } = this;
    if (flights === undefined) return Number.NEGATIVE_INFINITY;
    const at = this.find(flights, id);
    return flights[at] === id ? (flights[at + 1] as number) : Number.NEGATIVE_INFINITY;
  }

  /** Notes that an id is sent now. Returns whether it was not in flight before. */
  send(id: number, now: number): boolean {
    const { flights } = this;
    if (flights === undefined) {
      this.flights = [id, now];
      return true;
    }
    const at = this.find(flights, id);
    if (flights[at] === id) {
      flights[at + 1] = now;
      return false;
    }
    if (at === flights.length) flights.push(id, now);
    else flights.splice(at, 0, id, now);
    return true;
  }

  /** Takes the lowest id out of flight. There must be one. */
  shift(): number {
    const flights = this.flights as number[];
    const id = flights[this.head] as number;
    this.head += 2;
    if (this.head === flights.length) this.cut(undefined);
    else if (this.head >= 128 && this.head * 2 > flights.length) this.cut(flights.slice(this.head));
    return id;
  }

  /** Takes everything out of flight. Returns how many that were. */
  forgetFlights(): number {
    const { inFlight } = this;
    this.cut(undefined);
    return inFlight;
  }

  private cut(flights: number[] | undefined): void {
    this.flights = flights;
    this.head = 0;
  }

  /** Place of the first id in flight that is at least `id`. */
  private find(flights: readonly number[], id: number): number {
    let low = this.head / 2;
    let high = flights.length / 2;
    if (high > low && (flights[2 * high - 2] as number) < id) return 2 * high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((flights[2 * middle] as number) < id) low = middle + 1;
      else high = middle;
    }
    return 2 * low;
  }
}
