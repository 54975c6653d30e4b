import type { CallContext } from 'nice-grpc';
import { atDeadline } from '../../control/deadline.js';
import { toDuration, toMilliseconds } from '../../control/durations.js';
import { PeersterError } from '../../core/errors.js';
import type { Duration } from '../../gen/google/protobuf/duration.js';
import type {
  AwaitConvergedResponse,
  EventCondition,
  RunUntilRequest,
  RunUntilResponse,
  VectorCondition,
} from '../../gen/peerster/v1/network.js';
import { converged } from '../engine/converged.js';
import { explain } from './explain.js';
import { caughtUp } from './caught-up.js';
import type { Hosted } from './hosted.js';
import { selectNodes } from './selection.js';
import { toFilter } from './watch/filter.js';

/** ms that a wait lasts at the most where a request does not say. */
const PATIENCE = 3_600_000;

/** A fact to wait for, and the way to stop looking at it. */
interface Fact {
  holds(): boolean;
  close(): void;
}

const NEVER: Fact = { holds: () => false, close: () => {} };

/** Lets so much time pass. Throws INVALID_REQUEST, CLOSED. */
export async function advance(hosted: Hosted, duration: Duration | undefined, { signal }: CallContext): Promise<{ time: Duration }> {
  if (duration === undefined) throw new PeersterError('INVALID_REQUEST', 'duration is missing; say how much time is to pass');
  await wait(hosted, NEVER, toMilliseconds(duration, 'duration'), signal);
  return { time: toDuration(hosted.engine.time.now) };
}

/** Throws INVALID_REQUEST, UNKNOWN_NODE, CLOSED. */
export async function runUntil(hosted: Hosted, request: RunUntilRequest, { signal }: CallContext): Promise<RunUntilResponse> {
  const limit = request.limit === undefined ? PATIENCE : toMilliseconds(request.limit, 'limit');
  if (request.condition?.$case === 'converged') await caughtUp(hosted.engine, signal);
  const held = await wait(hosted, factOf(hosted, request), limit, signal);
  return { held, time: toDuration(hosted.engine.time.now) };
}

/** Throws TIMED_OUT, in words that Explain would use, at the timeout or just before the call's deadline; INVALID_REQUEST, CLOSED. */
export async function awaitConverged(hosted: Hosted, timeout: Duration | undefined, context: CallContext): Promise<AwaitConvergedResponse> {
  const { engine, network } = hosted;
  const patience =
    timeout === undefined ? (engine.time.isVirtual ? PATIENCE : Number.POSITIVE_INFINITY) : toMilliseconds(timeout, 'timeout');
  const holds = converged(engine, network.texts);
  const late = new AbortController();
  const callOff = atDeadline(context, () => late.abort());
  try {
    const ends = AbortSignal.any([context.signal, late.signal]);
    await caughtUp(engine, ends);
    await wait(hosted, { holds, close: () => {} }, patience, ends);
  } catch (error) {
    if (!late.signal.aborted) throw error;
  } finally {
    callOff();
  }
  if (!holds()) throw new PeersterError('TIMED_OUT', `not converged: ${explain(hosted, undefined).text}`);
  const origins = [...network.texts.wanted()].map(([origin, nextId]) => ({ origin, nextId }));
  return { time: toDuration(engine.time.now), origins };
}

/** Throws CLOSED when the network ends meanwhile; what the signal says when the caller leaves. */
async function wait(hosted: Hosted, fact: Fact, limit: number, signal: AbortSignal): Promise<boolean> {
  const { ending, engine } = hosted;
  try {
    hosted.checkOpen();
    return await engine.time.until(() => fact.holds(), limit, AbortSignal.any([signal, ending]));
  } catch (error) {
    hosted.checkOpen();
    throw error;
  } finally {
    fact.close();
  }
}

function factOf(hosted: Hosted, { condition }: RunUntilRequest): Fact {
  switch (condition?.$case) {
    case 'converged':
      return condition.value ? { holds: converged(hosted.engine, hosted.network.texts), close: () => {} } : NEVER;
    case 'vector':
      return vectorFact(hosted, condition.value);
    case 'event':
      return eventFact(hosted, condition.value);
    case undefined:
      return NEVER;
  }
}

/** Nodes hold a vector: how far that is true is remembered, because vectors grow. A node that came back begins anew. */
function vectorFact({ engine, random }: Hosted, { nodes, origins }: VectorCondition): Fact {
  const bad = origins.find(({ origin, nextId }) => origin === '' || nextId === 0);
  if (origins.length === 0 || bad !== undefined)
    throw new PeersterError('INVALID_REQUEST', 'vector.origins needs entries, each with an origin and a next_id of at least 1');
  const asked = nodes === undefined ? undefined : selectNodes(engine, nodes, random);
  let settled = 0;
  const close = engine.tap({ node: () => (settled = 0) });
  const holds = (): boolean => {
    const count = asked?.length ?? engine.names.length;
    for (; settled < count; settled++) {
      const node = asked?.[settled] ?? settled;
      if (asked === undefined && engine.state(node) !== 'up') continue;
      if (origins.some(({ origin, nextId }) => engine.nextId(node, origin) < nextId)) return false;
    }
    return true;
  };
  return { holds, close };
}

/** So many events have happened from now on. */
function eventFact({ engine, history }: Hosted, { filter, times }: EventCondition): Fact {
  const meant = toFilter(engine, filter);
  history.begin([...meant.traced]);
  let left = Math.max(1, times);
  const stop = history.listen((noted) => {
    if (meant.matches(noted)) left--;
  });
  return { holds: () => left <= 0, close: stop };
}
