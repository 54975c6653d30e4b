import { setImmediate } from 'node:timers/promises';
import { PeersterError } from '../core/errors.js';
import type { WatchRumorsRequest } from '../gen/peerster/v1/node.js';
import { Cursor } from './cursor.js';
import { toMilliseconds } from './durations.js';
import { toWanted } from './messages.js';
import { type Start, startAt } from './positions.js';
import type { ReadRoom } from './room.js';

const PROGRESS = { usual: 10_000, least: 100 };

/** The encoded responses of WatchRumors. `signal`: the call's; the stream ends with it. Throws CLOSED when the node closes. */
export async function* watchRumors(room: ReadRoom, request: WatchRumorsRequest, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const interval = progressInterval(request);
  const start = startOf(room, request);
  const cursor = new Cursor(room, start.number, toWanted(request.filter));
  const sleeper = room.wakeups.join(signal);
  let quiet = false;
  const silence = setInterval(() => {
    quiet = true;
    sleeper.wake();
  }, interval);
  try {
    yield room.frames.subscribed(start.restarted, start.number);
    while (!signal.aborted) {
      room.checkOpen();
      const messages = cursor.next();
      if (messages !== undefined || quiet) {
        yield messages ?? room.frames.progress(cursor.position);
        quiet = false;
        silence.refresh();
      } else if (cursor.due > 0) await setImmediate();
      else await sleeper.sleep();
    }
  } finally {
    clearInterval(silence);
    room.wakeups.leave(sleeper);
  }
}

function progressInterval(request: WatchRumorsRequest): number {
  if (request.progressInterval === undefined) return PROGRESS.usual;
  const interval = toMilliseconds(request.progressInterval, 'progress_interval');
  if (interval < PROGRESS.least)
    throw new PeersterError('INVALID_REQUEST', `progress_interval is ${interval} ms; it must be at least ${PROGRESS.least} ms`);
  return interval;
}

function startOf({ log, incarnation }: ReadRoom, { start }: WatchRumorsRequest): Start {
  if (start?.$case === 'position') return startAt(start.value, incarnation, log);
  return { number: start?.$case === 'beginning' ? log.oldest : log.end, restarted: false };
}
