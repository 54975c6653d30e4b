import type { Origin } from './origin.js';

/** The origins of which something was accepted last: a ring, the oldest notes are written over. */
export class Recent {
  private readonly origins: Origin[] = [];
  private readonly times: number[] = [];
  private next = 0;

  constructor(private readonly capacity: number) {}

  note(origin: Origin, now: number): void {
    this.origins[this.next] = origin;
    this.times[this.next] = now;
    this.next = (this.next + 1) % this.capacity;
  }

  /** Puts those noted at or after `since` (ms) into the set. */
  collect(since: number, into: Set<Origin>): void {
    for (let at = 0; at < this.origins.length; at++) if ((this.times[at] as number) >= since) into.add(this.origins[at] as Origin);
  }
}
