import type { Rumor } from '../../core/packet.js';

/** UTF-16 units of texts that are remembered: far more than are on their way at a time. */
const MOST = 64 * 2 ** 20;

/** The texts of rumors that were seen lately: a node shows by ids what it holds, later than the texts come to it. */
export class Texts {
  private readonly byRumor = new Map<string, string>();
  private size = 0;

  note({ origin, id, text }: Rumor): void {
    const key = keyOf(origin, id);
    if (text === '' || this.byRumor.has(key)) return;
    this.byRumor.set(key, text);
    this.size += text.length;
    for (const [oldest, its] of this.byRumor) {
      if (this.size <= MOST) break;
      this.byRumor.delete(oldest);
      this.size -= its.length;
    }
  }

  /** Empty where it was never seen, or is forgotten. */
  of(origin: string, id: number): string {
    return this.byRumor.get(keyOf(origin, id)) ?? '';
  }
}

function keyOf(origin: string, id: number): string {
  return `${id} ${origin}`;
}
