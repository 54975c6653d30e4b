import type { Log } from '../core/log/log.js';
import { type Message, WatchRumorsResponse } from '../gen/peerster/v1/node.js';
import { toMessage } from './messages.js';
import { toPosition } from './positions.js';

/** Encoded responses kept: a power of two over the lag with which a watcher still gets messages one by one. */
const KEPT = 32;

interface Frame {
  readonly position: number;
  readonly bytes: Uint8Array;
}

/** The responses of WatchRumors as bytes. One with one message is the same for every watcher, so it is made once for all of them. */
export class Frames {
  private readonly kept: (Frame | undefined)[] = Array.from({ length: KEPT });

  constructor(
    private readonly log: Log,
    private readonly incarnation: string,
    private readonly wallTime: (at: number) => number,
  ) {}

  subscribed(restarted: boolean, next: number): Uint8Array {
    return this.encode({ $case: 'subscribed', value: { restarted } }, next);
  }

  progress(next: number): Uint8Array {
    return this.encode({ $case: 'progress', value: {} }, next);
  }

  /** The response with the message at this position alone. */
  one(position: number): Uint8Array {
    const kept = this.kept[position & (KEPT - 1)];
    if (kept?.position === position) return kept.bytes;
    const bytes = this.many([this.message(position)], position + 1);
    this.kept[position & (KEPT - 1)] = { position, bytes };
    return bytes;
  }

  many(messages: Message[], next: number): Uint8Array {
    return this.encode({ $case: 'messages', value: { messages } }, next);
  }

  message(position: number): Message {
    return toMessage(this.log.at(position), position, this.wallTime);
  }

  private encode(event: NonNullable<WatchRumorsResponse['event']>, next: number): Uint8Array {
    return WatchRumorsResponse.encode({ event, next: toPosition(this.incarnation, next) }).finish();
  }
}
