import type { Peer } from '../context.js';
import { Origin } from '../rumors/origin.js';
import { SmallMap } from '../small-map.js';
import { Line } from './line.js';
import { RoundTrip } from './round-trip.js';

/**
 * What is going on between a node and one peer: what is in flight, what the peer lacks, what it waits for. Only data: the lines by
 * their origins, and what concerns all of them.
 */
export class Exchange extends SmallMap<Origin, Line> {
  readonly roundTrip = new RoundTrip();
  /** Lines whose origin has something that the peer lacks, in the order in which it goes; some may have caught up meanwhile. */
  laggards: Line[] = NOBODY;
  /** Rumors in flight over all lines. */
  inFlight = 0;
  /** Catching up: what was missed in an absence goes at the rate for that. */
  paced = false;
  /** Only that rate keeps the next rumor back. */
  waitsForPace = false;
  /** It is in the list of exchanges that the timer looks after. */
  isOpen = false;
  /** Several rumors were in flight at once: a loss among them is mended on the scale of the round trip. */
  isBusy = false;
  /** Last sign of life that said something of rumors: ms; −1 for none yet. */
  heardAt = -1;
  /** When the first thing was sent that nothing has been heard after: ms; −1 for none. Sending it again does not move it. */
  unansweredSince = -1;
  /** An acknowledgement timed out, and nothing was heard since. */
  isSilent = false;
  /** Retransmissions into silence since then. */
  probes = 0;
  /** When our own lack was last told unasked: ms; −1 for never. */
  askedAt = -1;
  /** When something was last sent or heard: ms. */
  usedAt = 0;
  peer: Peer;
  /** For the first line. */
  private spare: Line | undefined;

  constructor(peer: Peer) {
    super();
    this.peer = peer;
  }

  /** It is over: everything is as in a new one, which has no peer yet. */
  end(): void {
    this.spare = this.size === 1 ? this.at(0) : undefined;
    this.spare?.restart(NO_ORIGIN, 1);
    this.clear();
    this.roundTrip.restart();
    this.laggards = NOBODY;
    this.paced = this.waitsForPace = this.isOpen = this.isBusy = this.isSilent = false;
    this.heardAt = this.unansweredSince = this.askedAt = -1;
    this.inFlight = this.probes = this.usedAt = 0;
    this.peer = NO_PEER;
  }

  protected keyOf({ origin }: Line): Origin {
    return origin;
  }

  line(origin: Origin, known: number): Line {
    return this.get(origin) ?? this.add(this.newLine(origin, known));
  }

  private newLine(origin: Origin, known: number): Line {
    const { spare } = this;
    if (spare === undefined) return new Line(origin, known);
    this.spare = undefined;
    spare.restart(origin, known);
    return spare;
  }

  /** `isNews`: it goes before all that is old, or a peer that catches up on thousands of origins hears news last. */
  lag(line: Line, isNews: boolean): void {
    line.lagging = true;
    if (line.queued) return;
    line.queued = true;
    if (this.laggards === NOBODY) this.laggards = [line];
    else if (isNews) this.laggards.unshift(line);
    else this.laggards.push(line);
  }

  /** What is in flight has not arrived. */
  forgetFlights(): void {
    for (let at = 0; at < this.size; at++) this.inFlight -= this.at(at).forgetFlights();
  }

  /** Nothing is under way. */
  get isIdle(): boolean {
    return this.inFlight === 0 && this.laggards.length === 0;
  }

  /** When the longest wait for an acknowledgement began: ms; Infinity when nothing is in flight. */
  get oldestSentAt(): number {
    let oldest = Number.POSITIVE_INFINITY;
    if (this.inFlight > 0) for (let at = 0; at < this.size; at++) oldest = Math.min(oldest, this.at(at).firstSentAt);
    return oldest;
  }
}

/** Shared by all exchanges in which nobody lags; never written to. */
const NOBODY: Line[] = [];

/** Of exchanges and lines that wait to be used again. */
const NO_PEER: Peer = { host: '', port: 0 };
const NO_ORIGIN = new Origin('', undefined);
