import type { CallContext } from 'nice-grpc';
import { BOUNDS } from '../core/bounds.js';
import { PeersterError } from '../core/errors.js';
import type { AwaitRumorsRequest, AwaitRumorsResponse, OriginStatus } from '../gen/peerster/v1/node.js';
import { atDeadline } from './deadline.js';
import { toMilliseconds } from './durations.js';
import { missingError } from './missing.js';
import type { ReadRoom } from './room.js';

/** Returns once the node holds the vector. Throws TIMED_OUT at the timeout or just before the call's deadline, CLOSED, INVALID_REQUEST. */
export async function awaitRumors(room: ReadRoom, request: AwaitRumorsRequest, context: CallContext): Promise<AwaitRumorsResponse> {
  checkVector(request.origins);
  const patience = request.timeout === undefined ? Number.POSITIVE_INFINITY : toMilliseconds(request.timeout, 'timeout');
  const sleeper = room.wakeups.join(context.signal);
  let late = patience <= 0;
  const expire = (): void => {
    late = true;
    sleeper.wake();
  };
  const timers = [room.control.clock.after(patience, expire), atDeadline(context, expire)];
  const doneWaiting = room.control.clock.waiting();
  try {
    for (let missing = request.origins; ; await sleeper.sleep()) {
      room.checkOpen();
      context.signal.throwIfAborted();
      missing = missing.filter(({ origin, nextId }) => nextIdOf(room, origin) < nextId);
      if (missing.length === 0) return { origins: request.origins.map(({ origin }) => ({ origin, nextId: nextIdOf(room, origin) })) };
      if (late) throw missingError(missing.map(({ origin, nextId }) => ({ origin, first: nextIdOf(room, origin), last: nextId - 1 })));
    }
  } finally {
    doneWaiting();
    for (const cancel of timers) cancel();
    room.wakeups.leave(sleeper);
  }
}

function nextIdOf(room: ReadRoom, origin: string): number {
  return room.control.query((node) => node.nextId(origin));
}

function checkVector(origins: readonly OriginStatus[]): void {
  for (const { origin, nextId } of origins) {
    if (origin === '')
      throw new PeersterError('INVALID_REQUEST', 'an entry of origins has no origin: name the node whose rumors to wait for');
    if (Buffer.byteLength(origin) > BOUNDS.nameBytes)
      throw new PeersterError('INVALID_REQUEST', `an origin is longer than ${BOUNDS.nameBytes} bytes: no node has such a name`);
    if (nextId === 0)
      throw new PeersterError('INVALID_REQUEST', `next_id of "${origin}" is 0; it is the last id to wait for plus one, so at least 1`);
  }
}
