import { BOUNDS } from './bounds.js';
import type { Peer } from './context.js';

/** What a neighbour may still be answered, as of a time. */
interface Allowance {
  left: number;
  at: number;
}

/** Limits the answers to each neighbour: so many a second, and so many at once at the most. */
export class Allowances {
  private readonly byPeer = new Map<Peer, Allowance>();

  constructor(
    private readonly perSecond: number,
    private readonly atOnce: number,
  ) {}

  /** Whether one more is allowed now; it is counted then. */
  allows(peer: Peer, now: number): boolean {
    const allowance = this.byPeer.get(peer) ?? this.meet(peer, now);
    allowance.left = Math.min(this.atOnce, allowance.left + ((now - allowance.at) * this.perSecond) / 1_000);
    allowance.at = now;
    if (allowance.left < 1) return false;
    allowance.left--;
    return true;
  }

  private meet(peer: Peer, at: number): Allowance {
    if (this.byPeer.size >= BOUNDS.servedNeighbours) this.byPeer.delete(this.byPeer.keys().next().value as Peer);
    const allowance = { left: this.atOnce, at };
    this.byPeer.set(peer, allowance);
    return allowance;
  }
}
