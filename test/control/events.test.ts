import { Status } from 'nice-grpc';
import { expect, test } from 'vitest';
import { EventQueue } from '../../src/control/events.js';
import type { NodeEvent } from '../../src/core/events.js';
import { rumor, simple, status, want } from '../../src/core/packet.js';
import { type Event, EventKind, type WatchEventsResponse } from '../../src/gen/peerster/v1/node.js';
import { reader, refusal, serve } from './harness.js';

const peer = { host: '127.0.0.1', port: 5001 };
const address = '127.0.0.1:5001';
const word = rumor('bob', 7, 'hi');
const told = { origin: 'bob', id: 7, text: 'hi' };

function kindOf({ item }: WatchEventsResponse): EventKind | undefined {
  return item?.$case === 'event' ? item.value.kind : undefined;
}

const CASES: readonly [NodeEvent, Partial<Event>][] = [
  [
    { kind: 'client', text: 'hi', destination: undefined },
    { kind: EventKind.EVENT_KIND_CLIENT, text: 'hi' },
  ],
  [
    { kind: 'simple', message: simple('bob', 'x:1', 'hi'), from: peer },
    { kind: EventKind.EVENT_KIND_SIMPLE, peer: address, origin: 'bob', text: 'hi' },
  ],
  [
    { kind: 'rumor', rumor: word, from: peer, isNew: true },
    { kind: EventKind.EVENT_KIND_RUMOR, peer: address, ...told, new: true },
  ],
  [
    { kind: 'rumor', rumor: word, from: peer, isNew: false },
    { kind: EventKind.EVENT_KIND_RUMOR, new: false },
  ],
  [
    { kind: 'released', rumor: word, from: peer },
    { kind: EventKind.EVENT_KIND_RELEASED, peer: address, ...told, new: true },
  ],
  [
    { kind: 'status', status: status([want('bob', 8)]), from: peer },
    { kind: EventKind.EVENT_KIND_STATUS, peer: address, status: [{ origin: 'bob', nextId: 8 }] },
  ],
  [
    { kind: 'mongering', rumor: word, to: peer },
    { kind: EventKind.EVENT_KIND_MONGERING, peer: address, ...told },
  ],
  [
    { kind: 'coin', heads: true, rumor: word, to: peer },
    { kind: EventKind.EVENT_KIND_COIN, peer: address, ...told, heads: true },
  ],
  [
    { kind: 'coin', heads: false, rumor: word, to: undefined },
    { kind: EventKind.EVENT_KIND_COIN, peer: '', heads: false },
  ],
  [
    { kind: 'in-sync', with: peer },
    { kind: EventKind.EVENT_KIND_IN_SYNC, peer: address },
  ],
  [
    { kind: 'peer-learnt', peer },
    { kind: EventKind.EVENT_KIND_PEER_LEARNT, peer: address },
  ],
  [
    { kind: 'peer-removed', peer },
    { kind: EventKind.EVENT_KIND_PEER_REMOVED, peer: address },
  ],
  [
    { kind: 'collision', rumor: word, from: peer },
    { kind: EventKind.EVENT_KIND_COLLISION, peer: address, ...told },
  ],
  [
    { kind: 'dropped', reason: 'malformed', from: peer, bytes: 12 },
    { kind: EventKind.EVENT_KIND_DROPPED, peer: address, reason: 'malformed', bytes: 12 },
  ],
];

test('WatchEvents tells everything that a node does, in order', async () => {
  const { client, control } = await serve();
  const watch = reader(client.watchEvents({}));
  expect((await watch.next()).item?.$case).toBe('subscribed');
  for (const [event] of CASES) control.emit(event);
  for (const [, expected] of CASES) {
    const { item } = await watch.next();
    expect(item).toMatchObject({ $case: 'event', value: expected });
  }
});

test('WatchEvents tells only the kinds asked for', async () => {
  const { client, control } = await serve();
  const watch = reader(client.watchEvents({ kinds: [EventKind.EVENT_KIND_IN_SYNC, EventKind.EVENT_KIND_COIN] }));
  await watch.next();
  for (const [event] of CASES) control.emit(event);
  const kinds = [];
  for (let i = 0; i < 3; i++) kinds.push(kindOf(await watch.next()));
  expect(kinds).toEqual([EventKind.EVENT_KIND_COIN, EventKind.EVENT_KIND_COIN, EventKind.EVENT_KIND_IN_SYNC]);
});

test.each([EventKind.EVENT_KIND_UNSPECIFIED, EventKind.UNRECOGNIZED])('WatchEvents refuses kind %i', async (kind) => {
  const { client } = await serve();
  expect(await refusal(reader(client.watchEvents({ kinds: [kind] })).next())).toMatchObject({
    code: Status.INVALID_ARGUMENT,
    reason: 'INVALID_REQUEST',
  });
});

test('what a slow watcher misses is counted', async () => {
  const { client, control } = await serve();
  const watch = reader(client.watchEvents({}));
  await watch.next();
  for (let i = 0; i < 5_000; i++) control.emit({ kind: 'in-sync', with: peer });
  const items = [];
  do items.push((await watch.next()).item);
  while (items.at(-1)?.$case !== 'missed');
  expect(items).toHaveLength(1_025);
  expect(items.at(-1)?.value).toBe(5_000n - 1_024n);
});

test('a queue of events keeps the first ones and counts the rest', () => {
  const queue = new EventQueue(2);
  for (let i = 0; i < 5; i++) queue.note({ kind: 'in-sync', with: peer }, i);
  expect(queue.take()).toMatchObject({ noted: [{ at: 0 }, { at: 1 }], missed: 3 });
  expect(queue.take()).toEqual({ noted: [], missed: 0 });
});

test('nothing traces any longer once the watcher has gone', async () => {
  const { client, control } = await serve();
  const caller = new AbortController();
  const watch = reader(client.watchEvents({}, { signal: caller.signal }));
  await watch.next();
  caller.abort();
  await Promise.allSettled([watch.next()]);
  await expect.poll(() => control.listeners).toBe(0);
});
