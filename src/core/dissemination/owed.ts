import type { Peer } from '../context.js';
import type { Want } from '../packet.js';
import type { Origin } from '../rumors/origin.js';

/** Rumors of one peer that wait for their Status. */
export class Owed {
  /** What a peer that reads differences is told of origins not known here. A refused one is called held, or it would come again and again. */
  strange: Want[] | undefined;
  count = 0;
  /** How many of them found no room. */
  refused = 0;
  /** One of them was new. */
  hasNews = false;
  /** When the Status is due at the latest: ms; −1 while that is not decided. */
  by = -1;
  /** Origins of these rumors: mostly one, and a set costs more than all the rest. */
  private first: Origin | undefined;
  private others: Set<Origin> | undefined;

  peer: Peer;

  constructor(peer: Peer) {
    this.peer = peer;
  }

  /** It is paid: everything is as in a new one, which has no peer yet. */
  end(): void {
    this.peer = NO_PEER;
    this.strange = this.first = this.others = undefined;
    this.count = this.refused = 0;
    this.hasNews = false;
    this.by = -1;
  }

  touch(origin: Origin): void {
    if (this.first === undefined) this.first = origin;
    else if (this.first !== origin) {
      this.others ??= new Set();
      this.others.add(origin);
    }
  }

  /** The only origin, where there is one and nothing strange. */
  get single(): Origin | undefined {
    return this.others === undefined && this.strange === undefined ? this.first : undefined;
  }

  /** In the order in which they were first touched. */
  get touched(): readonly Origin[] {
    if (this.first === undefined) return [];
    return this.others === undefined ? [this.first] : [this.first, ...this.others];
  }
}

const NO_PEER: Peer = { host: '', port: 0 };
