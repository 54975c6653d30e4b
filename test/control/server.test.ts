import { createServer as createTcpServer } from 'node:net';
import { createChannel, createClient, Status } from 'nice-grpc';
import { HealthDefinition } from 'nice-grpc-server-health';
import { expect, test } from 'vitest';
import { serveControl } from '../../src/control/server.js';
import { PeersterError } from '../../src/core/errors.js';
import { FakeControl } from './fake-control.js';
import { reader, refusal, serve } from './harness.js';

/** HealthCheckResponse.ServingStatus. */
const SERVING = 1;
const NOT_SERVING = 2;

function failure(host: string, port = 0): Promise<unknown> {
  return serveControl(new FakeControl(), { host, port, version: '1', insecure: false }).then(
    async (server) => (await server.close(), undefined),
    (error: unknown) => error,
  );
}

test('the real port is reported', async () => {
  const { server, client } = await serve();
  expect(server.address).toMatch(/^127\.0\.0\.1:[1-9]\d*$/);
  expect((await client.getNode({})).name).toBe('ann');
});

test.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1', '[::1]'])('%s is served without a question', async (host) => {
  expect(await failure(host)).toBeUndefined();
});

test.each(['0.0.0.0', '::', '192.0.2.1', 'example.org', '127.0.0.1.example.org', '::ffff:192.0.2.1'])(
  '%s is refused without -insecure',
  async (host) => {
    const error = (await failure(host)) as PeersterError;
    expect(error).toBeInstanceOf(PeersterError);
    expect(error.code).toBe('INVALID_ADDRESS');
    expect(error.message).toContain('-insecure');
  },
);

test('with -insecure any address of this machine is served', async () => {
  const { client } = await serve(new FakeControl(), { host: '0.0.0.0', insecure: true });
  expect((await client.getNode({})).name).toBe('ann');
});

test('a busy port is one clear error and nothing else', async () => {
  const other = createTcpServer();
  const port = await new Promise<number>((resolve) =>
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
  );
  const error = (await failure('127.0.0.1', port)) as PeersterError;
  other.close();
  expect(error.code).toBe('INVALID_ADDRESS');
  expect(error.message).toBe(
    `cannot serve the UIPort on 127.0.0.1:${port}: the port is in use; choose another with -UIPort, or 0 for any free one`,
  );
});

test('an address that this machine does not have is one clear error', async () => {
  const options = { host: '192.0.2.1', port: 0, version: '1', insecure: true };
  await expect(serveControl(new FakeControl(), options)).rejects.toMatchObject({
    code: 'INVALID_ADDRESS',
    message: 'cannot serve the UIPort on 192.0.2.1:0: this machine has no such address',
  });
});

test('when the node closes, every open call ends with UNAVAILABLE', async () => {
  const { client, control, server } = await serve();
  const watches = [reader(client.watchRumors({})), reader(client.watchEvents({}))];
  for (const watch of watches) await watch.next();
  const call = client.awaitRumors({ origins: [{ origin: 'bob', nextId: 2 }] });
  await expect.poll(() => control.listeners).toBe(2);
  control.close();
  const ends = [...watches.map((watch) => watch.next()), call];
  for (const end of await Promise.all(ends.map(refusal))) expect(end).toMatchObject({ code: Status.UNAVAILABLE, reason: 'CLOSED' });
  expect(control.listeners).toBe(0);
  await server.close();
});

test('new calls on a closing node are UNAVAILABLE', async () => {
  const { client, control } = await serve();
  control.close();
  expect(await refusal(client.sendMessage({ text: 'x' }))).toMatchObject({ code: Status.UNAVAILABLE, reason: 'CLOSED' });
});

test('a text that waits for the node to settle is refused when the node closes', async () => {
  const control = new FakeControl({ settled: false });
  const { client } = await serve(control);
  const call = refusal(client.sendMessage({ text: 'x', requestId: 'r' }));
  await client.getNode({});
  control.close();
  expect(await call).toMatchObject({ code: Status.UNAVAILABLE, reason: 'CLOSED' });
});

test('the server closes although a watcher does not read', async () => {
  const control = new FakeControl();
  for (let i = 0; i < 30_000; i++) control.accept('bob', 'x'.repeat(100));
  const { client, server } = await serve(control);
  await reader(client.watchRumors({ start: { $case: 'beginning', value: true } })).next();
  control.close();
  await server.close();
  await expect(client.getNode({})).rejects.toMatchObject({ code: Status.UNAVAILABLE });
});

test('closing twice is closing once, and the port is free at once', async () => {
  const server = await serveControl(new FakeControl(), { host: '127.0.0.1', port: 0, version: '1', insecure: false });
  await Promise.all([server.close(), server.close()]);
  expect(await failure('127.0.0.1', Number(server.address.split(':')[1]))).toBeUndefined();
});

test('health is served, and tells when the node closes', async () => {
  const { server, control } = await serve();
  const channel = createChannel(server.address);
  const health = createClient(HealthDefinition, channel);
  for (const service of ['', 'peerster.v1.NodeService']) expect(await health.check({ service })).toEqual({ status: SERVING });
  await expect(health.check({ service: 'none.such' })).rejects.toMatchObject({ code: Status.NOT_FOUND });
  const watch = reader(health.watch({ service: 'peerster.v1.NodeService' }));
  expect(await watch.next()).toEqual({ status: SERVING });
  control.close();
  expect(await watch.next()).toEqual({ status: NOT_SERVING });
  await server.close();
  channel.close();
});
