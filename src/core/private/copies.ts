import { BOUNDS } from '../bounds.js';
import { fingerprint } from '../fingerprint.js';
import type { Private } from '../packet.js';

/** Tells a private message from a copy of it that the network made. Only nodes of this program give it an id; without one nothing tells. */
export class Copies {
  private readonly seen = new Set<number>();

  /** Whether the message came before; notes that it has come. */
  isCopy({ origin, id, text }: Private): boolean {
    if (id === 0) return false;
    const key = fingerprint(`${id}:${origin}:${text}`);
    if (this.seen.has(key)) return true;
    this.seen.add(key);
    if (this.seen.size > BOUNDS.privateIds) this.seen.delete(this.seen.keys().next().value as number);
    return false;
  }
}
