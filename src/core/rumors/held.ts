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
  private bytes = 0;

  get size(): number {
    return this.rumors.size;
  }

  put(rumor: Rumor, from: Peer): void {
    const key = keyOf(rumor.origin, rumor.id);
    if (this.rumors.has(key)) return;
    this.rumors.set(key, { rumor, from });
    this.bytes += sizeOf(rumor);
    while (this.rumors.size > BOUNDS.heldRumors || this.bytes > BOUNDS.heldBytes) this.remove(this.rumors.keys().next().value as string);
  }

  /** Takes out the rumor held under this id, if any. */
  take(origin: string, id: number): HeldRumor | undefined {
    return this.remove(keyOf(origin, id));
  }

  private remove(key: string): HeldRumor | undefined {
    const held = this.rumors.get(key);
    if (held === undefined) return undefined;
    this.rumors.delete(key);
    this.bytes -= sizeOf(held.rumor);
    return held;
  }
}

function sizeOf({ text, raw }: Rumor): number {
  return text.length + (raw?.length ?? 0);
}

function keyOf(origin: string, id: number): string {
  return `${id}:${origin}`;
}
