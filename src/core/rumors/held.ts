import { BOUNDS } from '../bounds.js';
import type { Peer } from '../context.js';
import type { Rumor } from '../packet.js';

interface HeldRumor {
  readonly rumor: Rumor;
  readonly from: Peer;
}

/** Rumors that came before their turn. Holding them is a courtesy, so it is bounded: the longest held goes first. */
export class Held {
  private readonly rumors = new Map<string, HeldRumor>();

  get size(): number {
    return this.rumors.size;
  }

  put(rumor: Rumor, from: Peer): void {
    const key = keyOf(rumor.origin, rumor.id);
    if (this.rumors.has(key)) return;
    if (this.rumors.size >= BOUNDS.heldRumors) this.rumors.delete(this.rumors.keys().next().value as string);
    this.rumors.set(key, { rumor, from });
  }

  /** Takes out the rumor held under this id, if any. */
  take(origin: string, id: number): HeldRumor | undefined {
    const key = keyOf(origin, id);
    const held = this.rumors.get(key);
    if (held !== undefined) this.rumors.delete(key);
    return held;
  }
}

function keyOf(origin: string, id: number): string {
  return `${id}:${origin}`;
}
