import type { Origin } from '../rumors/origin.js';

/**
 * What one peer is known to hold of one origin, and what is on its way there.
 *
 * Invariant: `flights` from `head` to `end` are ids, ascending, each followed by the time at which it was last sent.
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
  origin: Origin;
  /** A list of one is kept for what is sent next. */
  private flights: number[] | undefined;
  private head = 0;
  private end = 0;

  constructor(origin: Origin, known: number) {
    this.origin = origin;
    this.known = known;
  }

  /** As if it were new. */
  restart(origin: Origin, known: number): void {
    this.origin = origin;
    this.known = known;
    this.lagging = this.queued = false;
    this.fedByOthersAt = -1;
    this.empty();
  }

  get inFlight(): number {
    return (this.end - this.head) / 2;
  }

  /** The lowest id in flight; Infinity when there is none. */
  get firstId(): number {
    return this.head === this.end ? Number.POSITIVE_INFINITY : ((this.flights as number[])[this.head] as number);
  }

  /** When the lowest id in flight was last sent; Infinity when there is none. */
  get firstSentAt(): number {
    return this.head === this.end ? Number.POSITIVE_INFINITY : ((this.flights as number[])[this.head + 1] as number);
  }

  /** When an id in flight was last sent; −Infinity if it is not in flight. */
  sentAt(id: number): number {
    const { flights } = this;
    if (flights === undefined || this.head === this.end) return Number.NEGATIVE_INFINITY;
    const at = this.find(flights, id);
    return at < this.end && flights[at] === id ? (flights[at + 1] as number) : Number.NEGATIVE_INFINITY;
  }

  /** Notes that an id is sent now. Returns whether it was not in flight before. */
  send(id: number, now: number): boolean {
    this.flights ??= [id, now];
    const { flights } = this;
    const at = this.find(flights, id);
    const isFirst = at === this.end || flights[at] !== id;
    if (at < this.end && isFirst) flights.splice(at, 0, id, now);
    flights[at] = id;
    flights[at + 1] = now;
    if (isFirst) this.end += 2;
    return isFirst;
  }

  /** Takes the lowest id out of flight. There must be one. */
  shift(): number {
    const flights = this.flights as number[];
    const id = flights[this.head] as number;
    this.head += 2;
    if (this.head === this.end) this.empty();
    else if (this.head >= MANY && this.head * 2 > this.end) this.closeUp(flights);
    return id;
  }

  /** Takes everything out of flight. Returns how many that were. */
  forgetFlights(): number {
    const { inFlight } = this;
    this.empty();
    return inFlight;
  }

  private empty(): void {
    if (this.end > 2) this.flights = undefined;
    this.head = this.end = 0;
  }

  private closeUp(flights: readonly number[]): void {
    this.flights = flights.slice(this.head, this.end);
    this.end -= this.head;
    this.head = 0;
  }

  /** Place of the first id in flight that is at least `id`. */
  private find(flights: readonly number[], id: number): number {
    let low = this.head / 2;
    let high = this.end / 2;
    if (high > low && (flights[2 * high - 2] as number) < id) return 2 * high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((flights[2 * middle] as number) < id) low = middle + 1;
      else high = middle;
    }
    return 2 * low;
  }
}

/** Numbers at the front of a list of flights that are cut off. */
const MANY = 128;
