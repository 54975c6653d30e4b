import type { Connection } from '../../../clients/typescript/src/connect.js';
import { API_KINDS } from '../../control/event-messages.js';
import type { EventKind, NodeEvent } from '../../core/events.js';
import { fromEvent } from './event.js';

/** ms that a node is waited for: one that somebody has stopped must not hold up the others. */
const PATIENCE = 2_000;

/** The trace of a node in a process of its own: of the kinds that are wanted at the moment. */
export class Tracer {
  private watching = new AbortController();

  constructor(
    private readonly connection: Connection,
    private readonly onEvent: (event: NodeEvent) => void,
  ) {}

  /** From now on these kinds. Resolves once they are watched, or the node does not answer. */
  async want(kinds: ReadonlySet<EventKind>): Promise<void> {
    this.stop();
    if (kinds.size === 0) return;
    this.watching = new AbortController();
    const { signal } = this.watching;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      timer = setTimeout(resolve, PATIENCE);
      void this.watch(kinds, signal, resolve).finally(resolve);
    });
    clearTimeout(timer);
  }

  stop(): void {
    this.watching.abort();
  }

  private async watch(kinds: ReadonlySet<EventKind>, signal: AbortSignal, onSubscribed: () => void): Promise<void> {
    try {
      for await (const { item } of this.connection.node.watchEvents({ kinds: [...kinds].map((kind) => API_KINDS[kind]) }, { signal })) {
        if (item?.$case === 'subscribed') onSubscribed();
        const event = item?.$case === 'event' ? fromEvent(item.value) : undefined;
        if (event !== undefined && !signal.aborted) this.onEvent(event);
      }
    } catch {
      // Nobody wants them any more, or the process has ended.
    }
  }
}
