import * as fc from 'fast-check';
import { Status } from 'nice-grpc';
import { expect, test } from 'vitest';
import { Log } from '../../src/core/log/log.js';
import { MessageKind } from '../../src/gen/peerster/v1/node.js';
import { FakeControl } from './fake-control.js';
import { collect, messagesOf, reader, refusal, serve } from './harness.js';

const BEGINNING = { start: { $case: 'beginning', value: true } } as const;

function at(number: bigint, incarnation = 'first-run') {
  return { start: { $case: 'position', value: { incarnation, number } } } as const;
}

test('the first response says that the subscription stands, and from where', async () => {
  const { client, control } = await serve();
  control.accept('bob', 'before');
  const watch = reader(client.watchRumors({}));
  expect(await watch.next()).toEqual({
    event: { $case: 'subscribed', value: { restarted: false } },
    next: { incarnation: 'first-run', number: 1n },
  });
});

test('live, each message comes in a response of its own with the position to resume from', async () => {
  const { client, control } = await serve();
  const watch = reader(client.watchRumors({}));
  await watch.next();
  for (const text of ['a', 'b', 'c']) control.accept('bob', text);
  control.turn();
  const responses = [await watch.next(), await watch.next(), await watch.next()];
  expect(responses.map((response) => messagesOf(response).map(({ text }) => text))).toEqual([['a'], ['b'], ['c']]);
  expect(responses.map(({ next }) => next?.number)).toEqual([1n, 2n, 3n]);
});

test('catching up, many messages come in one response, all of them in order', async () => {
  const control = new FakeControl();
  for (let i = 0; i < 1_000; i++) control.accept('bob', String(i));
  const { client } = await serve(control);
  const watch = reader(client.watchRumors(BEGINNING));
  await watch.next();
  const first = messagesOf(await watch.next());
  expect(first.length).toBeGreaterThan(50);
  const all = [...first, ...(await collect(watch, 1_000 - first.length))];
  expect(all.map(({ text }) => text)).toEqual(Array.from({ length: 1_000 }, (_, i) => String(i)));
});

test('ten watchers all get the same', async () => {
  const { client, control } = await serve();
  const watches = Array.from({ length: 10 }, () => reader(client.watchRumors({})));
  await Promise.all(watches.map((watch) => watch.next()));
  for (let i = 0; i < 100; i++) {
    control.accept('bob', String(i));
    control.turn();
  }
  const seen = await Promise.all(watches.map((watch) => collect(watch, 100)));
  for (const messages of seen) expect(messages.map(({ position }) => position)).toEqual(Array.from({ length: 100 }, (_, i) => BigInt(i)));
});

test('a watch that is cut and resumed from its last position loses and repeats nothing', async () => {
  const bursts = fc.array(fc.record({ accepted: fc.integer({ min: 1, max: 60 }), read: fc.integer({ min: 0, max: 3 }) }), {
    minLength: 1,
    maxLength: 8,
  });
  const { client, control } = await serve();
  await fc.assert(
    fc.asyncProperty(bursts, async (steps) => {
      let next = { incarnation: '', number: BigInt(control.log.end) };
      const seen: bigint[] = [];
      const first = next.number;
      const take = async (responses: number, until: bigint): Promise<void> => {
        for await (const response of client.watchRumors({ start: { $case: 'position', value: next } })) {
          seen.push(...messagesOf(response).map(({ position }) => position));
          next = response.next ?? next;
          if (responses-- === 0 || next.number === until) break;
        }
      };
      for (const { accepted, read } of steps) {
        for (let i = 0; i < accepted; i++) control.accept('bob', 'x');
        control.turn();
        await take(read, BigInt(control.log.end));
      }
      await take(Number.POSITIVE_INFINITY, BigInt(control.log.end));
      expect(seen).toEqual(Array.from({ length: control.log.end - Number(first) }, (_, i) => first + BigInt(i)));
    }),
    { numRuns: 20 },
  );
});

test('list, then watch from the position read up to, has no gap and no repeat', async () => {
  const { client, control } = await serve();
  control.accept('bob', 'listed');
  const { readTo } = await client.listMessages({});
  control.accept('bob', 'watched');
  const watch = reader(client.watchRumors({ start: { $case: 'position', value: readTo as { incarnation: string; number: bigint } } }));
  expect((await collect(watch, 1)).map(({ text }) => text)).toEqual(['watched']);
});

test('a filter gives what matches, live and catching up, and its positions go past what does not', async () => {
  const control = new FakeControl();
  for (let i = 0; i < 500; i++) control.accept(i % 100 === 0 ? 'bob' : 'cid', String(i));
  const { client } = await serve(control);
  const watch = reader(client.watchRumors({ ...BEGINNING, filter: { origin: 'bob' } }));
  expect((await collect(watch, 5)).map(({ text }) => text)).toEqual(['0', '100', '200', '300', '400']);
  control.accept('cid', 'no');
  control.accept('bob', 'yes');
  control.turn();
  const response = await watch.next();
  expect(messagesOf(response).map(({ text }) => text)).toEqual(['yes']);
  expect(response.next?.number).toBe(502n);
});

test('a filter that matches nothing in a long log still leaves others their turn and marks progress', async () => {
  const control = new FakeControl();
  for (let i = 0; i < 30_000; i++) control.accept('cid', 'x');
  const { client } = await serve(control);
  const progressInterval = { seconds: 0n, nanos: 100_000_000 };
  const watch = reader(client.watchRumors({ ...BEGINNING, filter: { origin: 'bob' }, progressInterval }));
  await watch.next();
  let response = await watch.next();
  while (response.next?.number !== 30_000n) response = await watch.next();
  expect(response.event).toEqual({ $case: 'progress', value: {} });
});

test('an idle watch marks its progress', async () => {
  const { client } = await serve();
  const watch = reader(client.watchRumors({ progressInterval: { seconds: 0n, nanos: 100_000_000 } }));
  await watch.next();
  for (let i = 0; i < 2; i++)
    expect(await watch.next()).toEqual({ event: { $case: 'progress', value: {} }, next: { incarnation: 'first-run', number: 0n } });
});

test('a position of an earlier run is served from the beginning of the new log, and says so', async () => {
  const control = new FakeControl({ incarnation: 'second-run' });
  control.accept('bob', 'new');
  const { client } = await serve(control);
  const watch = reader(client.watchRumors(at(17n, 'first-run')));
  expect(await watch.next()).toEqual({
    event: { $case: 'subscribed', value: { restarted: true } },
    next: { incarnation: 'second-run', number: 0n },
  });
  expect((await collect(watch, 1)).map(({ text }) => text)).toEqual(['new']);
});

test('a position that is no longer kept is OUT_OF_RANGE and the error has the oldest', async () => {
  const control = new FakeControl({ log: new Log(10) });
  for (let i = 0; i < 40; i++) control.accept('bob', 'x');
  const { client } = await serve(control);
  expect(await refusal(reader(client.watchRumors(at(3n))).next())).toMatchObject({
    code: Status.OUT_OF_RANGE,
    reason: 'POSITION_GONE',
    facts: { oldest: String(control.log.oldest) },
  });
});

test('a watcher that falls behind what is kept is told so', async () => {
  const control = new FakeControl({ log: new Log(2_000) });
  const { client } = await serve(control);
  const watch = reader(client.watchRumors({}));
  await watch.next();
  await client.getNode({});
  for (let i = 0; i < 5_000; i++) control.accept('bob', 'x');
  control.turn();
  expect(await refusal(watch.rest())).toMatchObject({ code: Status.OUT_OF_RANGE, reason: 'POSITION_GONE' });
});

test.each([
  ['a position beyond the end', at(1n), Status.OUT_OF_RANGE, 'POSITION_AHEAD'],
  ['the largest position', at(2n ** 64n - 1n), Status.OUT_OF_RANGE, 'POSITION_AHEAD'],
  [
    'a progress_interval under 100 ms',
    { progressInterval: { seconds: 0n, nanos: 99_000_000 } },
    Status.INVALID_ARGUMENT,
    'INVALID_REQUEST',
  ],
  ['a negative progress_interval', { progressInterval: { seconds: -5n, nanos: 0 } }, Status.INVALID_ARGUMENT, 'INVALID_REQUEST'],
  ['a kind that does not exist', { filter: { kind: MessageKind.UNRECOGNIZED } }, Status.INVALID_ARGUMENT, 'INVALID_REQUEST'],
])('WatchRumors refuses %s', async (_what, request, code, reason) => {
  const { client } = await serve();
  expect(await refusal(reader(client.watchRumors(request)).next())).toMatchObject({ code, reason });
});

test('the longest progress_interval there is does not wake the watch all the time', async () => {
  const { client, control } = await serve();
  const watch = reader(client.watchRumors({ progressInterval: { seconds: 315_576_000_000n, nanos: 0 } }));
  await watch.next();
  control.accept('bob', 'first thing to come');
  control.turn();
  expect((await watch.next()).event?.$case).toBe('messages');
});

test('a watcher that does not read lags, holds nothing, and then gets everything', async () => {
  const control = new FakeControl();
  let furthest = 0;
  const read = control.log.at.bind(control.log);
  control.log.at = (position) => read((furthest = Math.max(furthest, position)));
  const { client } = await serve(control);
  const watch = reader(client.watchRumors({}));
  await watch.next();
  for (let i = 0; i < 50_000; i++) {
    control.accept('bob', 'x'.repeat(100));
    if (i % 500 === 0) {
      control.turn();
      await client.getNode({}); // lets the stream take what it will
    }
  }
  expect(furthest).toBeLessThan(25_000);
  const all = await collect(watch, 50_000);
  expect(all.every(({ position }, index) => position === BigInt(index))).toBe(true);
});

test('nothing listens any longer once the watchers have gone', async () => {
  const { client, control } = await serve();
  const callers = Array.from({ length: 3 }, () => new AbortController());
  const watches = callers.map(({ signal }) => reader(client.watchRumors({}, { signal })));
  await Promise.all(watches.map((watch) => watch.next()));
  expect(control.listeners).toBe(1);
  for (const caller of callers) caller.abort();
  await Promise.allSettled(watches.map((watch) => watch.next()));
  await expect.poll(() => control.listeners).toBe(0);
});
