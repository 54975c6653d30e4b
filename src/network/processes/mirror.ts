import { setTimeout } from 'node:timers/promises';
import type { Connection } from '../../../clients/typescript/src/connect.js';
import { watch } from '../../../clients/typescript/src/watch.js';
import { fromTimestamp } from '../../control/durations.js';
import type { Peer } from '../../core/context.js';
import { type Want, want } from '../../core/packet.js';
import { type Message, MessageKind } from '../../gen/peerster/v1/node.js';
import { parseAddress } from '../../host/address.js';

export interface MirrorOptions {
  readonly connection: Connection;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Whether there may be route rumors. The log does not tell of them, so the vector is asked for. */
  readonly mayRoute: () => boolean;
  /** `at`: ms since 1970. */
  readonly onAccepted: (origin: string, id: number, relay: Peer | undefined, at: number) => void;
}

/** Between attempts to watch a node that does not answer yet, ms. */
const RETRY = 100;

/** How often the vector is asked for where there are route rumors, ms. */
const ASK_EVERY = 200;

/** What a node in a process of its own holds, as it has told so far: it is watched from its first message on, across cuts. */
export class Mirror {
  private readonly nextIds = new Map<string, number>();
  private isAsking = false;
  private readonly waiting = new Set<{ readonly origin: string; readonly nextId: number; readonly resolve: () => void }>();

  constructor(private readonly options: MirrorOptions) {
    void this.follow();
    const asking = setInterval(() => void this.ask(), ASK_EVERY);
    options.signal.addEventListener('abort', () => clearInterval(asking), { once: true });
  }

  vector(): readonly Want[] {
    return [...this.nextIds].map(([origin, nextId]) => want(origin, nextId));
  }

  nextId(origin: string): number {
    return this.nextIds.get(origin) ?? 1;
  }

  /** Resolves once the node has told that it holds so much of an origin, or the signal has ended it. */
  async told(origin: string, nextId: number): Promise<void> {
    const { signal } = this.options;
    if (this.nextId(origin) >= nextId || signal.aborted) return;
    await new Promise<void>((resolve) => {
      this.waiting.add({ origin, nextId, resolve });
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  /** Ends with the signal. */
  private async follow(): Promise<void> {
    const { connection, signal } = this.options;
    let isWatched = false;
    const onSubscribed = (): void => void (isWatched = true);
    while (!isWatched && !signal.aborted) {
      try {
        for await (const message of watch(connection, { from: 'beginning', signal, onSubscribed })) this.read(message);
      } catch {
        await setTimeout(RETRY, undefined, { ref: false }); // the first attempt may fail; later ones are the watch's matter
      }
    }
  }

  private read({ kind, origin, id, relayAddress, acceptTime }: Message): void {
    if (kind === MessageKind.MESSAGE_KIND_PRIVATE) return;
    if (id > 0) this.note(origin, id + 1);
    const relay = relayAddress === '' ? undefined : parseAddress(relayAddress, 'peer');
    this.options.onAccepted(origin, id, relay, fromTimestamp(acceptTime));
    this.wake();
  }

  private async ask(): Promise<void> {
    if (this.isAsking || !this.options.mayRoute()) return;
    this.isAsking = true;
    const { connection, signal } = this.options;
    const { origins } = await connection.node.getStatus({}, { signal }).catch(() => ({ origins: [] }));
    for (const { origin, nextId } of origins) this.note(origin, nextId);
    this.isAsking = false;
  }

  private note(origin: string, nextId: number): void {
    if (nextId > this.nextId(origin)) this.nextIds.set(origin, nextId);
  }

  private wake(): void {
    for (const waiter of this.waiting) {
      if (this.nextId(waiter.origin) < waiter.nextId) continue;
      this.waiting.delete(waiter);
      waiter.resolve();
    }
  }
}
