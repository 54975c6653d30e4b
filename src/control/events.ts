import { BOUNDS } from '../core/bounds.js';
import type { NodeEvent } from '../core/events.js';
import type { WatchEventsRequest, WatchEventsResponse } from '../gen/peerster/v1/node.js';
import { toEvent, toEventKinds } from './event-messages.js';
import type { ReadRoom } from './room.js';

interface Noted {
  readonly event: NodeEvent;
  readonly at: number;
}

/** What happened since the watcher last looked. Bounded: what does not fit is counted, in its place, as the last thing kept. */
export class EventQueue {
  private noted: Noted[] = [];
  private missed = 0;

  constructor(private readonly capacity: number = BOUNDS.waitingEvents) {}

  note(event: NodeEvent, at: number): void {
    if (this.noted.length < this.capacity) this.noted.push({ event, at });
    else this.missed++;
  }

  /** Everything that waits, then the number missed after it. Empties the queue. */
  take(): { noted: readonly Noted[]; missed: number } {
    const taken = { noted: this.noted, missed: this.missed };
    this.noted = [];
    this.missed = 0;
    return taken;
  }
}

/** The responses of WatchEvents. Ends with `signal`; throws CLOSED when the node closes and INVALID_REQUEST for an unknown kind. */
export async function* watchEvents(room: ReadRoom, request: WatchEventsRequest, signal: AbortSignal): AsyncGenerator<WatchEventsResponse> {
  const kinds = toEventKinds(request.kinds);
  const queue = new EventQueue();
  const sleeper = room.wakeups.join(signal);
  const stopTrace = room.control.trace(kinds, (event) => {
    queue.note(event, room.control.clock.wallNow());
    sleeper.wake();
  });
  try {
    yield { item: { $case: 'subscribed', value: { restarted: false } } };
    while (!signal.aborted) {
      room.checkOpen();
      yield* waiting(queue);
      await sleeper.sleep();
    }
  } finally {
    stopTrace();
    room.wakeups.leave(sleeper);
  }
}

function* waiting(queue: EventQueue): Generator<WatchEventsResponse> {
  const { noted, missed } = queue.take();
  for (const { event, at } of noted) yield { item: { $case: 'event', value: toEvent(event, at) } };
  if (missed > 0) yield { item: { $case: 'missed', value: BigInt(missed) } };
}
