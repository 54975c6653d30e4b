import { BOUNDS } from '../bounds.js';
import { fingerprint } from '../fingerprint.js';
import type { SearchRequest } from '../packet.js';

/** Search requests of a moment ago: the same one comes by several ways. */
export class RecentRequests {
  /** Ms at which each was taken, in that order. */
  private readonly taken = new Map<number, number>();

  /** `window`: ms for which the same origin and keywords are the same request. */
  constructor(private readonly window: number) {}

  /** Whether the request is a repetition; if not, it is taken now. A repetition does not make the window longer. */
  isRepeated({ origin, keywords }: SearchRequest, now: number): boolean {
    const key = fingerprint([origin, ...keywords].join('\0'));
    const before = this.taken.get(key);
    if (before !== undefined && now - before < this.window) return true;
    this.taken.delete(key);
    this.taken.set(key, now);
    for (const [oldest, at] of this.taken) {
      if (now - at < this.window && this.taken.size <= BOUNDS.searchRequests) break;
      this.taken.delete(oldest);
    }
    return false;
  }
}
