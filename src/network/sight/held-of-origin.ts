/** A rumor that a node may hold by now: when it came, and from whom. */
interface Coming {
  readonly at: number;
  /** −1: it is the node's own. */
  readonly from: number;
}

/** How a rumor came to be held: what a tap is told. */
export interface Holding extends Coming {
  readonly id: number;
}

/** Times that one rumor came, of which anybody asks: a node throws away what comes too early, so that a later one may count. */
const MOST_COMINGS = 4;

/** Rumors of one origin that came and are not known to be held. */
const MOST_WAITING = 65_536;

/** After so many ms what is missing before an own rumor is not waited for any more. */
const GAP_PATIENCE = 1_000;

/**
 * What one node holds of one origin, as its traffic shows. What came to it is not yet held: a datagram may be lost in its socket, or its
 * turn may not have come. Its own Status says it, or that it sends the rumor on; then it is told with the time at which it came.
 */
export class HeldOfOrigin {
  /** As the node has said: the last contiguous id that it holds, plus one. */
  nextId = 1;
  /** All before have been told. */
  private told = 1;
  private toldAt = 0;
  /** What is not told yet; without a text: a route rumor, of which no tap is told. */
  private readonly waiting = new Map<number, { readonly hasText: boolean; readonly comings: Coming[] }>();

  /** The rumor was handed to the node, or left it as one of its own. */
  came(id: number, hasText: boolean, at: number, from: number): void {
    if (id < this.told) return;
    const known = this.waiting.get(id);
    if (known === undefined && this.waiting.size < MOST_WAITING) this.waiting.set(id, { hasText, comings: [{ at, from }] });
    else if (known !== undefined && known.comings.length < MOST_COMINGS) known.comings.push({ at, from });
  }

  /** Whether it came before. */
  hasCome(id: number): boolean {
    return id < this.nextId || this.waiting.has(id);
  }

  /** Whether it came to the node before, and not out of it. */
  isFromAnother(id: number): boolean {
    const from = this.waiting.get(id)?.comings[0]?.from;
    return from === undefined ? id > 0 && id < this.told : from >= 0;
  }

  /** The node shows that it holds all before `nextId`. */
  shows(nextId: number): void {
    if (nextId > this.nextId) this.nextId = nextId;
  }

  /** What has become known to be held, in order. `isOwn`: the node is the origin. */
  *news(now: number, isOwn: boolean): Generator<Holding> {
    for (; this.told < this.nextId; this.told++) {
      const id = this.told;
      const found = this.waiting.get(id);
      // An own rumor that no datagram has shown will be sent some time: then is told when and that it has a text.
      if (found === undefined && isOwn && !this.isOverdue(now)) return;
      this.waiting.delete(id);
      if (found?.hasText === true) yield this.holding(id, found.comings);
    }
  }

  /** What came after the rumor before it, or, if it came early and was kept aside, at the first time. */
  private holding(id: number, comings: readonly Coming[]): Holding {
    const coming = (comings.find(({ at }) => at >= this.toldAt) ?? comings[0]) as Coming;
    this.toldAt = Math.max(this.toldAt, coming.at);
    return { id, at: this.toldAt, from: coming.from };
  }

  private isOverdue(now: number): boolean {
    for (const { comings } of this.waiting.values()) if (now - (comings[0] as Coming).at > GAP_PATIENCE) return true;
    return false;
  }
}
