import { Client, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import { Status } from 'nice-grpc';
import { expect, test } from 'vitest';
import { AwaitRumorsRequest, AwaitRumorsResponse } from '../../src/gen/peerster/v1/node.js';
import { refusal, serve } from './harness.js';

const NOW = { seconds: 0n, nanos: 0 };

test('AwaitRumors returns at once what is there already', async () => {
  const { client, control } = await serve();
  for (let i = 0; i < 3; i++) control.accept('bob', 'x');
  expect(await client.awaitRumors({ origins: [{ origin: 'bob', nextId: 2 }] })).toEqual({ origins: [{ origin: 'bob', nextId: 4 }] });
  expect(await client.awaitRumors({})).toEqual({ origins: [] });
});

test('AwaitRumors returns once all of the vector is there, and not before', async () => {
  const { client, control } = await serve();
  let returned = false;
  const call = client.awaitRumors({
    origins: [
      { origin: 'bob', nextId: 3 },
      { origin: 'cid', nextId: 2 },
    ],
  });
  void call.then(() => (returned = true));
  await expect.poll(() => control.listeners).toBe(1);
  for (const origin of ['bob', 'cid']) control.accept(origin, 'x');
  control.turn();
  await client.getNode({});
  expect(returned).toBe(false);
  control.accept('bob', 'x');
  control.turn();
  expect((await call).origins).toHaveLength(2);
  expect(control.listeners).toBe(0);
});

test('after its timeout AwaitRumors says which origins and ids are missing', async () => {
  const { client, control } = await serve();
  control.accept('bob', 'x');
  control.accept('dan', 'x');
  const origins = [
    { origin: 'bob', nextId: 5 },
    { origin: 'dan', nextId: 2 },
    { origin: 'cid', nextId: 2 },
  ];
  const { code, reason, message, facts } = await refusal(client.awaitRumors({ origins, timeout: NOW }));
  expect({ code, reason }).toEqual({ code: Status.DEADLINE_EXCEEDED, reason: 'TIMED_OUT' });
  expect(message).toBe('still missing: ids 2 to 4 of bob, id 1 of cid');
  expect(JSON.parse(facts['missing'] as string)).toEqual([
    { origin: 'bob', first: 2, last: 4 },
    { origin: 'cid', first: 1, last: 1 },
  ]);
  expect(facts['missingOrigins']).toBe('2');
});

test('the error stays small enough for every client when very much is missing', async () => {
  const { client } = await serve();
  const origins = Array.from({ length: 5_000 }, (_, i) => ({ origin: `${'語'.repeat(80)}${i}`, nextId: 2 }));
  const { message, facts } = await refusal(client.awaitRumors({ origins, timeout: NOW }));
  expect(facts['missingOrigins']).toBe('5000');
  expect(message).toMatch(/^still missing: id 1 of .*and of 4999 more origins$/s);
});

test('the deadline of the call is answered before it passes, with the same error', async () => {
  const { server } = await serve();
  const raw = new Client(server.address, credentials.createInsecure());
  const error = await new Promise<ServiceError | null>((resolve) => {
    raw.makeUnaryRequest(
      '/peerster.v1.NodeService/AwaitRumors',
      (request: AwaitRumorsRequest) => Buffer.from(AwaitRumorsRequest.encode(request).finish()),
      (bytes: Buffer) => AwaitRumorsResponse.decode(bytes),
      { origins: [{ origin: 'bob', nextId: 2 }], timeout: undefined },
      new Metadata(),
      { deadline: Date.now() + 4_000 },
      (reason) => resolve(reason),
    );
  });
  raw.close();
  expect(error?.code).toBe(Status.DEADLINE_EXCEEDED);
  expect(error?.details).toBe('still missing: id 1 of bob');
  expect(error?.metadata.get('grpc-status-details-bin')).toHaveLength(1);
});

test.each([
  ['an entry without an origin', { origins: [{ origin: '', nextId: 2 }] }],
  ['a next_id of 0', { origins: [{ origin: 'bob', nextId: 0 }] }],
  ['a name that no node can have', { origins: [{ origin: 'b'.repeat(256), nextId: 1 }] }],
  ['a negative timeout', { timeout: { seconds: -1n, nanos: 0 } }],
  ['a timeout with nonsensical nanos', { timeout: { seconds: 0n, nanos: 2_000_000_000 } }],
])('AwaitRumors refuses %s', async (_what, request) => {
  const { client } = await serve();
  expect(await refusal(client.awaitRumors(request))).toMatchObject({ code: Status.INVALID_ARGUMENT, reason: 'INVALID_REQUEST' });
});

test('the longest timeout there is waits', async () => {
  const { client, control } = await serve();
  const call = client.awaitRumors({ origins: [{ origin: 'bob', nextId: 2 }], timeout: { seconds: 315_576_000_000n, nanos: 0 } });
  await expect.poll(() => control.listeners).toBe(1);
  control.accept('bob', 'x');
  control.turn();
  expect((await call).origins).toEqual([{ origin: 'bob', nextId: 2 }]);
});

test('a cancelled call waits no longer', async () => {
  const { client, control } = await serve();
  const caller = new AbortController();
  const call = client.awaitRumors({ origins: [{ origin: 'bob', nextId: 2 }] }, { signal: caller.signal });
  await expect.poll(() => control.listeners).toBe(1);
  caller.abort();
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  await expect.poll(() => control.listeners).toBe(0);
});
