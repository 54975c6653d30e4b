import type { LinkBehaviour } from '../engine/options.js';

/**
 * What happens to a datagram of `bytes` bytes that node `from` sends to node `to` at `now` (ms): the ms that this rule adds to its
 * way, or DROP. Rules add up, so a link's behaviour is made of small ones, in any order. The same rules serve real sockets and
 * emulated links, so a rule has no clock and no dice but those it is given.
 */
export type Rule = (from: number, to: number, bytes: number, now: number) => number;

/** The datagram goes on unchanged. */
export const PASS = 0;
/** The datagram is lost. */
export const DROP = Number.POSITIVE_INFINITY;

/** The rules in force, as what links do. They may come and go while traffic flows. */
export class Rules implements LinkBehaviour {
  private list: readonly Rule[];

  constructor(...rules: Rule[]) {
    this.list = rules;
  }

  /** Puts a rule in force. Returns the way to lift it. */
  add(rule: Rule): () => void {
    this.list = [...this.list, rule];
    return () => {
      this.list = this.list.filter((other) => other !== rule);
    };
  }

  /** All rules in force, as one. A drop by one spares the others: what never left is not counted by them. */
  decide(from: number, to: number, bytes: number, now: number): number {
    let delay = PASS;
    for (const rule of this.list) {
      delay += rule(from, to, bytes, now);
      if (delay === DROP) break;
    }
    return delay;
  }

  copies(): number {
    return 0;
  }

  corrupts(): boolean {
    return false;
  }

  corrupted(bytes: Uint8Array): Uint8Array {
    return bytes;
  }
}
