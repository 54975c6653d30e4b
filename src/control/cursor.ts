import { BOUNDS } from '../core/bounds.js';
import type { Message } from '../gen/peerster/v1/node.js';
import { isWanted, roughBytes, type Wanted } from './messages.js';
import type { ReadRoom } from './room.js';

/** With this many entries due a reader is catching up, and gets several in one response. */
const CATCHING_UP = 16;

/** Entries looked at before others get their turn. */
const SCAN = 8_192;

/**
 * A reader's place in the log. It holds nothing but its position: who reads slowly lags.
 *
 * 1. Every matching entry from the start position on is given exactly once, in order.
 * 2. `position` is where to resume: everything before it was given or does not match.
 */
export class Cursor {
  constructor(
    private readonly room: ReadRoom,
    public position: number,
    private readonly wanted: Wanted,
  ) {}

  get due(): number {
    return this.room.log.end - this.position;
  }

  /** The next response; undefined when nothing that matches was found this time (there may still be some `due`). */
  next(): Uint8Array | undefined {
    if (this.due === 0) return undefined;
    return this.due < CATCHING_UP ? this.one() : this.batch();
  }

  private one(): Uint8Array | undefined {
    const { log, frames } = this.room;
    for (this.seek(); this.position < log.end; this.skip()) {
      if (isWanted(log.at(this.position), this.wanted)) return frames.one(this.position++);
    }
    return undefined;
  }

  private batch(): Uint8Array | undefined {
    const { log, frames } = this.room;
    const last = Math.min(log.end, this.position + SCAN);
    const messages: Message[] = [];
    let bytes = 0;
    for (this.seek(); this.position < last && messages.length < BOUNDS.batchMessages && bytes < BOUNDS.batchBytes; this.skip()) {
      const entry = log.at(this.position);
      if (!isWanted(entry, this.wanted)) continue;
      messages.push(frames.message(this.position));
      bytes += roughBytes(entry);
    }
    return messages.length === 0 ? undefined : frames.many(messages, this.position);
  }

  private skip(): void {
    this.position++;
    this.seek();
  }

  private seek(): void {
    this.position = this.room.log.seek(this.position, this.wanted.kind);
  }
}
