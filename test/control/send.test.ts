import { Status } from 'nice-grpc';
import { expect, test } from 'vitest';
import { RequestIds } from '../../src/control/requests.js';
import { FakeControl } from './fake-control.js';
import { refusal, serve } from './harness.js';

test('SendMessage answers with the origin, the id and the position of the message', async () => {
  const { client, control } = await serve();
  control.accept('bob', 'first');
  expect(await client.sendMessage({ text: 'hello' })).toEqual({ origin: 'ann', id: 1, position: { incarnation: 'first-run', number: 1n } });
  expect(await client.sendMessage({ text: 'again' })).toMatchObject({ id: 2, position: { number: 2n } });
  expect(control.log.at(1).text).toBe('hello');
});

test('a text may hold line breaks, NUL and any other character', async () => {
  const { client, control } = await serve();
  const text = 'two\nlines, \0, and 🦎';
  await client.sendMessage({ text });
  expect(control.log.at(0).text).toBe(text);
});

test.each([
  ['an empty text', { text: '' }, Status.INVALID_ARGUMENT, 'INVALID_TEXT'],
  ['a text over the bound', { text: 'é'.repeat(4_097) }, Status.INVALID_ARGUMENT, 'TEXT_TOO_LONG'],
  ['a destination without a route', { text: 'x', destination: 'bob' }, Status.NOT_FOUND, 'NO_ROUTE'],
  ['a request id over the bound', { text: 'x', requestId: 'r'.repeat(129) }, Status.INVALID_ARGUMENT, 'INVALID_REQUEST'],
])('SendMessage refuses %s and publishes nothing', async (_what, request, code, reason) => {
  const { client, control } = await serve();
  expect(await refusal(client.sendMessage(request))).toMatchObject({ code, reason });
  expect(control.log.end).toBe(0);
});

test('SendMessage waits until the node may issue its own ids', async () => {
  const { client, control } = await serve(new FakeControl({ settled: false }));
  const answers = [client.sendMessage({ text: 'early' }), client.sendMessage({ text: 'with id', requestId: 'r' })];
  await client.getNode({});
  expect(control.log.end).toBe(0);
  control.settle();
  expect(new Set((await Promise.all(answers)).map(({ id }) => id))).toEqual(new Set([1, 2]));
});

test('a repeat with the same request id returns the first answer and publishes nothing', async () => {
  const { client, control } = await serve();
  const first = await client.sendMessage({ text: 'once', requestId: 'r1' });
  expect(await client.sendMessage({ text: 'once', requestId: 'r1' })).toEqual(first);
  expect(control.log.end).toBe(1);
  expect(await client.sendMessage({ text: 'once', requestId: 'r2' })).toMatchObject({ id: 2 });
});

test('a repeat while the first is on its way gets the same answer, also if the first is cancelled', async () => {
  const { client, control } = await serve(new FakeControl({ settled: false }));
  const caller = new AbortController();
  const first = client.sendMessage({ text: 'once', requestId: 'r' }, { signal: caller.signal });
  const second = client.sendMessage({ text: 'once', requestId: 'r' });
  await client.getNode({});
  caller.abort();
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  control.settle();
  expect(await second).toMatchObject({ id: 1 });
  expect(control.log.end).toBe(1);
});

test('a request id that comes with another text is refused', async () => {
  const { client, control } = await serve();
  await client.sendMessage({ text: 'one', requestId: 'r' });
  expect(await refusal(client.sendMessage({ text: 'two', requestId: 'r' }))).toMatchObject({
    code: Status.INVALID_ARGUMENT,
    reason: 'REQUEST_ID_REUSED',
  });
  expect(control.log.end).toBe(1);
});

test('what was refused may be tried again under the same request id', async () => {
  const { client } = await serve();
  await refusal(client.sendMessage({ text: '', requestId: 'r' }));
  expect(await client.sendMessage({ text: 'right', requestId: 'r' })).toMatchObject({ id: 1 });
});

test('only so many request ids are remembered, and the oldest goes first', async () => {
  const answers = new RequestIds<number>(2);
  const ask = (id: string, answer: number) => answers.answer(id, '', () => Promise.resolve(answer));
  expect([await ask('a', 1), await ask('b', 2), await ask('c', 3)]).toEqual([1, 2, 3]);
  expect([await ask('b', 9), await ask('c', 9), await ask('a', 9)]).toEqual([2, 3, 9]);
});
