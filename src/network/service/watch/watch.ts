import { setImmediate } from 'node:timers/promises';
import { toMilliseconds } from '../../../control/durations.js';
import { type Start, startAt, toPosition } from '../../../control/positions.js';
import { Sleeper } from '../../../control/wakeups.js';
import { PeersterError } from '../../../core/errors.js';
import type { NetworkEvent, WatchNetworkRequest, WatchNetworkResponse } from '../../../gen/peerster/v1/network.js';
import type { Hosted } from '../hosted.js';
import { Aggregator } from './aggregator.js';
import { toNetworkEvent } from './event-messages.js';
import { type Filter, toFilter } from './filter.js';

/** Events of one response, and events looked at before others get their turn. */
const BATCH = 128;
const SCAN = 8_192;

/** The responses of WatchNetwork. Ends with `signal`; throws CLOSED when the network is deleted. */
export async function* watchNetwork(
  hosted: Hosted,
  request: WatchNetworkRequest,
  signal: AbortSignal,
): AsyncGenerator<WatchNetworkResponse> {
  const filter = toFilter(hosted.engine, request.filter);
  const interval = intervalOf(request);
  const sleeper = new Sleeper();
  const wake = (): void => sleeper.wake();
  for (const ending of [signal, hosted.ending]) ending.addEventListener('abort', wake, { once: true });
  try {
    if (interval === undefined) yield* events(hosted, request, filter, sleeper, signal);
    else yield* sums(hosted, filter, interval, sleeper, signal);
  } finally {
    for (const ending of [signal, hosted.ending]) ending.removeEventListener('abort', wake);
  }
}

function intervalOf({ aggregateInterval, start }: WatchNetworkRequest): number | undefined {
  if (aggregateInterval === undefined) return undefined;
  const interval = Math.floor(toMilliseconds(aggregateInterval, 'aggregate_interval'));
  if (interval < 1) throw new PeersterError('INVALID_REQUEST', 'aggregate_interval must be at least 1 ms');
  if (start !== undefined && start.$case !== 'now')
    throw new PeersterError('INVALID_REQUEST', 'sums begin now: leave out position and beginning, or aggregate_interval');
  return interval;
}

async function* events(
  hosted: Hosted,
  request: WatchNetworkRequest,
  filter: Filter,
  sleeper: Sleeper,
  signal: AbortSignal,
): AsyncGenerator<WatchNetworkResponse> {
  const { history, incarnation } = hosted;
  const { number: first, restarted } = startOf(hosted, request);
  history.begin([...filter.traced]);
  let position = first;
  const response = (item: WatchNetworkResponse['item']): WatchNetworkResponse => ({ item, next: toPosition(incarnation, position) });
  const stopListening = history.listen(() => sleeper.wake());
  try {
    yield response({ $case: 'subscribed', value: { restarted } });
    while (!signal.aborted) {
      hosted.checkOpen();
      const missed = history.oldest - position;
      if (missed > 0) {
        position = history.oldest;
        yield response({ $case: 'missed', value: BigInt(missed) });
      }
      const read = readFrom(hosted, position, filter);
      position = read.position;
      if (read.events.length > 0) yield response({ $case: 'events', value: { events: read.events } });
      else if (position < history.end) await setImmediate();
      else await sleeper.sleep();
    }
  } finally {
    stopListening();
  }
}

function startOf({ history, incarnation }: Hosted, { start }: WatchNetworkRequest): Start {
  if (start?.$case === 'position') return startAt(start.value, incarnation, history);
  return { number: start?.$case === 'beginning' ? history.oldest : history.end, restarted: false };
}

function readFrom({ history, engine }: Hosted, start: number, filter: Filter): { events: NetworkEvent[]; position: number } {
  const events: NetworkEvent[] = [];
  let position = start;
  for (const last = Math.min(history.end, start + SCAN); position < last && events.length < BATCH; position++) {
    const noted = history.at(position);
    if (filter.matches(noted)) events.push(toNetworkEvent(noted, position, engine));
  }
  return { events, position };
}

async function* sums(
  hosted: Hosted,
  filter: Filter,
  interval: number,
  sleeper: Sleeper,
  signal: AbortSignal,
): AsyncGenerator<WatchNetworkResponse> {
  const aggregator = new Aggregator(hosted.engine, filter.nodes, interval, () => sleeper.wake());
  const next = toPosition(hosted.incarnation, hosted.history.end);
  try {
    yield { item: { $case: 'subscribed', value: { restarted: false } }, next };
    while (!signal.aborted) {
      hosted.checkOpen();
      const { sums: finished, missed } = aggregator.take();
      for (const value of finished) yield { item: { $case: 'aggregate', value }, next };
      if (missed > 0) yield { item: { $case: 'missed', value: BigInt(missed) }, next };
      await sleeper.sleep();
    }
  } finally {
    aggregator.stop();
  }
}
