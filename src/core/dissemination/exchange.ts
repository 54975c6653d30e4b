import type { Peer } from '../context.js';
import type { Origin } from '../rumors/origin.js';
import { SmallMap } from '../small-map.js';
import { Line } from './line.js';
import { RoundTrip } from './round-trip.js';

/** What is going on between a node and one peer: what is in flight, what the peer lacks, what it waits for. Only data. */
export class Exchange {
  readonly lines = new SmallMap<Origin, Line>();
  readonly roundTrip = new RoundTrip();
  /** Lines whose origin has something that the peer lacks, oldest first; some may have caught up meanwhile. */
  laggards: Line[] = [];
  /** Rumors in flight over all lines. */
  inFlight = 0;
  /** Catching up: what was missed in an absence goes at the rate for that. */
  paced = false;
  /** Only that rate keeps the next rumor back. */
  waitsForPace = false;
  /** It is in the list of exchanges that the timer looks after. */
  isOpen = false;
  /** Last sign of life that said something of rumors: ms. */
  heardAt = Number.NEGATIVE_INFINITY;
  /** Retransmissions into silence since then. */
  probes = 0;
  /** When our own lack was last told unasked: ms. */
  askedAt = Number.NEGATIVE_INFINITY;
  /** Rumors that came since the last Status to the peer. */
  owed = 0;
  /** One of them was new. */
  owesNews = false;
  /** When the Status for them is due at the latest: ms. */
  owedBy = Number.POSITIVE_INFINITY;
  /** Origins of these rumors. */
  touched: Origin[] = [];
  usedAt = 0;

  constructor(readonly peer: Peer) {}

  line(origin: Origin, known: number): Line {
    return this.lines.get(origin) ?? this.lines.add(origin, new Line(origin, known));
  }

  lag(line: Line): void {
    line.lagging = true;
    if (line.queued) return;
    line.queued = true;
    this.laggards.push(line);
  }

  /** When the longest wait for an acknowledgement began: ms; Infinity when nothing is in flight. */
  get oldestSentAt(): number {
    let oldest = Number.POSITIVE_INFINITY;
    if (this.inFlight > 0) for (const line of this.lines.values) oldest = Math.min(oldest, line.firstSentAt);
    return oldest;
  }
}
