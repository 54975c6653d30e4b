import { Client, credentials, type ServiceError } from '@grpc/grpc-js';
import * as fc from 'fast-check';
import { Status } from 'nice-grpc';
import type { ErrorInfo } from 'nice-grpc-error-details';
import { expect, test } from 'vitest';
import { toStatus } from '../../src/control/status-table.js';
import { type ErrorCode, PeersterError } from '../../src/core/errors.js';
import { NodeServiceDefinition } from '../../src/gen/peerster/v1/node.js';
import { FakeControl } from './fake-control.js';
import { reader, refusal, serve } from './harness.js';

const TABLE: readonly [ErrorCode, Status][] = [
  ['INVALID_TEXT', Status.INVALID_ARGUMENT],
  ['TEXT_TOO_LONG', Status.INVALID_ARGUMENT],
  ['INVALID_NAME', Status.INVALID_ARGUMENT],
  ['INVALID_ADDRESS', Status.INVALID_ARGUMENT],
  ['INVALID_SETTING', Status.INVALID_ARGUMENT],
  ['INVALID_REQUEST', Status.INVALID_ARGUMENT],
  ['REQUEST_ID_REUSED', Status.INVALID_ARGUMENT],
  ['UNKNOWN_PEER', Status.NOT_FOUND],
  ['TOO_MANY_PEERS', Status.RESOURCE_EXHAUSTED],
  ['IDS_EXHAUSTED', Status.RESOURCE_EXHAUSTED],
  ['POSITION_GONE', Status.OUT_OF_RANGE],
  ['POSITION_AHEAD', Status.OUT_OF_RANGE],
  ['TIMED_OUT', Status.DEADLINE_EXCEEDED],
  ['UNSUPPORTED', Status.UNIMPLEMENTED],
  ['NO_ROUTE', Status.NOT_FOUND],
  ['UNKNOWN_SEARCH', Status.NOT_FOUND],
  ['TOO_MANY_SEARCHES', Status.RESOURCE_EXHAUSTED],
  ['CLOSED', Status.UNAVAILABLE],
];

test.each(TABLE)('%s is answered as its one status, with one ErrorInfo that has its facts', async (code, status) => {
  const control = new FakeControl();
  control.command = () => {
    throw new PeersterError(code, 'in words', { fact: 'value' });
  };
  const { client, faults } = await serve(control);
  expect(await refusal(client.sendMessage({ text: 'x' }))).toEqual({
    code: status,
    message: 'in words',
    reason: code,
    facts: { fact: 'value' },
  });
  expect(faults).toEqual([]);
});

test('what should not have been thrown is INTERNAL, is reported, and ends nothing but the call', async () => {
  const control = new FakeControl();
  control.command = () => {
    throw new TypeError('a secret of the node');
  };
  const { client, faults } = await serve(control);
  const { code, reason, message } = await refusal(client.sendMessage({ text: 'x' }));
  expect({ code, reason }).toEqual({ code: Status.INTERNAL, reason: 'INTERNAL' });
  expect(message).not.toContain('secret');
  expect(faults).toEqual([new TypeError('a secret of the node')]);
  expect((await client.getNode({})).name).toBe('ann');
});

test('a fault inside a watch is INTERNAL too', async () => {
  const control = new FakeControl();
  const { client, faults } = await serve(control);
  const watch = reader(client.watchRumors({}));
  await watch.next();
  control.log.at = () => {
    throw new TypeError('broken');
  };
  control.accept('bob', 'x');
  control.turn();
  expect(await refusal(watch.next())).toMatchObject({ code: Status.INTERNAL, reason: 'INTERNAL' });
  expect(faults).toHaveLength(1);
  expect(control.listeners).toBe(0);
});

test('a message that quotes half a surrogate pair, or very much, can still be sent', async () => {
  const cases = ['\uD83D', '🦎'.repeat(10_000), `${'x'.repeat(599)}🦎`];
  for (const text of cases) {
    const error = toStatus(new PeersterError('INVALID_ADDRESS', text, { address: text }));
    expect(() => encodeURI(error.details)).not.toThrow();
    expect(error.details.length).toBeLessThan(1_000);
    expect((error.extra[0] as ErrorInfo).metadata['address']?.length).toBeLessThan(1_100);
  }
});

/** Calls any method with any bytes. Resolves with the status, OK included. */
function callRaw(
  client: Client,
  name: keyof typeof NodeServiceDefinition.methods,
  bytes: Buffer,
): Promise<Pick<ServiceError, 'code' | 'metadata'>> {
  const { name: method, responseStream } = NodeServiceDefinition.methods[name];
  const path = `/peerster.v1.NodeService/${method}`;
  const asItIs = (value: Buffer) => value;
  return new Promise((resolve) => {
    if (!responseStream) {
      const call = client.makeUnaryRequest(path, asItIs, asItIs, bytes, { deadline: Date.now() + 5_000 }, () => {});
      call.on('status', resolve);
      return;
    }
    const call = client.makeServerStreamRequest(path, asItIs, asItIs, bytes, { deadline: Date.now() + 5_000 });
    call.on('data', () => call.cancel());
    call.on('error', () => {});
    call.on('status', resolve);
  });
}

const METHODS = Object.keys(NodeServiceDefinition.methods) as (keyof typeof NodeServiceDefinition.methods)[];

test('a request that is no message is refused by every method', async () => {
  const { server, control } = await serve();
  const raw = new Client(server.address, credentials.createInsecure());
  for (const method of METHODS) {
    const { code, metadata } = await callRaw(raw, method, Buffer.from([0x0a, 0xff, 0x01]));
    expect([method, code]).toEqual([method, Status.INVALID_ARGUMENT]);
    expect(metadata.get('grpc-status-details-bin')).toHaveLength(1);
  }
  raw.close();
  expect(control.closing.aborted).toBe(false);
});

test('no request ends the node', async () => {
  const control = new FakeControl();
  for (let i = 0; i < 20; i++) control.accept('bob', 'x');
  const { server, client, faults } = await serve(control);
  const raw = new Client(server.address, credentials.createInsecure());
  const requests = METHODS.filter((method) => method !== 'shutdown' && method !== 'awaitRumors');
  // Bytes that look like fields come further than bytes at random.
  const field = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom(0, 1, 2, 5), fc.uint8Array({ maxLength: 12 }));
  const message = fc
    .array(field, { maxLength: 4 })
    .map((fields) =>
      Buffer.concat(
        fields.map(([number, type, bytes]) => Buffer.from([(number << 3) | type, ...(type === 2 ? [bytes.length] : []), ...bytes])),
      ),
    );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...requests), message, async (method, bytes) => {
      const { code } = await callRaw(raw, method, bytes);
      expect([Status.INTERNAL, Status.UNKNOWN]).not.toContain(code);
    }),
    { numRuns: 500 },
  );
  raw.close();
  expect(faults).toEqual([]);
  expect((await client.getNode({})).name).toBe('ann');
});
