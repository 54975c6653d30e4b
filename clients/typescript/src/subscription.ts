import type { Message } from '../../../src/gen/peerster/v1/node.js';
import type { Connection } from './connect.js';
import { type WatchOptions, watch } from './watch.js';

/** A watch that stands. Leaving its loop ends it, and so does its signal. */
export class Subscription implements AsyncIterableIterator<Message> {
  private readonly ending = new AbortController();
  private readonly messages: AsyncGenerator<Message, void>;
  /** Asked for before anybody wants it: without that nothing is subscribed. */
  private first: Promise<IteratorResult<Message, void>> | undefined;
  private readonly stands: Promise<void>;

  private constructor(connection: Connection, options: WatchOptions) {
    const { signal } = options;
    signal?.addEventListener('abort', () => this.ending.abort(), { once: true });
    if (signal?.aborted) this.ending.abort();
    let stand = (): void => {};
    this.stands = new Promise((resolve) => (stand = resolve));
    const onSubscribed = (again: boolean): void => {
      options.onSubscribed?.(again);
      stand();
    };
    this.messages = watch(connection, { ...options, signal: this.ending.signal, onSubscribed });
    this.first = this.messages.next();
  }

  /** Resolves once whatever is accepted from then on will come. Rejects where the subscription fails. */
  static async open(connection: Connection, options: WatchOptions): Promise<Subscription> {
    const subscription = new Subscription(connection, options);
    await Promise.race([subscription.stands, subscription.first]);
    return subscription;
  }

  next(): Promise<IteratorResult<Message, void>> {
    const next = this.first ?? this.messages.next();
    this.first = undefined;
    return next;
  }

  async return(): Promise<IteratorResult<Message, void>> {
    this.ending.abort();
    await this.first;
    return this.messages.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
