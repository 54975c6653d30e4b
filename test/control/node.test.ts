import { Status } from 'nice-grpc';
import { expect, test } from 'vitest';
import { SETTING_NAMES } from '../../src/core/settings.js';
import { NodeMode } from '../../src/gen/peerster/v1/node.js';
import { refusal, serve } from './harness.js';

test('GetNode tells who the node is and what it has counted', async () => {
  const { client, control } = await serve();
  control.accept('bob', 'x');
  control.counters.countIn('rumor', 118);
  control.counters.countOut('status', 40);
  control.counters.countDrop('malformed');
  control.sendErrors = 2;
  const node = await client.getNode({});
  expect(node).toMatchObject({
    name: 'ann',
    incarnation: 'first-run',
    gossipAddress: '127.0.0.1:5000',
    uiAddress: '127.0.0.1:10000',
    version: '1.2.3',
    mode: NodeMode.NODE_MODE_GOSSIP,
    startTime: { seconds: 1_700_000_000n, nanos: 250_000_000 },
    end: { incarnation: 'first-run', number: 1n },
    oldest: { incarnation: 'first-run', number: 0n },
  });
  expect(node.counters).toEqual({
    packets: [
      { kind: 'rumor', packetsIn: 1n, bytesIn: 118n, packetsOut: 0n, bytesOut: 0n },
      { kind: 'status', packetsIn: 0n, bytesIn: 0n, packetsOut: 1n, bytesOut: 40n },
    ],
    drops: [{ reason: 'malformed', count: 1n }],
    sendErrors: 2n,
    receiveBufferErrors: 3n,
  });
});

test('GetNode tells every setting with its unit', async () => {
  const { client } = await serve();
  const { settings } = await client.getNode({});
  expect(settings.map(({ name }) => name)).toEqual(SETTING_NAMES);
  expect(settings.find(({ name }) => name === 'coin')).toEqual({ name: 'coin', value: 0.5, unit: 'probability' });
  expect(settings.every(({ unit }) => unit !== '')).toBe(true);
});

test('GetStatus tells the vector', async () => {
  const { client, control } = await serve();
  for (const origin of ['bob', 'cid', 'bob']) control.accept(origin, 'x');
  expect(await client.getStatus({})).toEqual({
    origins: [
      { origin: 'bob', nextId: 3 },
      { origin: 'cid', nextId: 2 },
    ],
  });
});

test('a peer can be added, listed and removed', async () => {
  const { client } = await serve();
  const peer = { address: '127.0.0.1:5001', configured: true, lastHeardTime: undefined, dialect: 0 };
  expect(await client.addPeer({ address: '127.0.0.1:5001' })).toEqual({ peer });
  expect(await client.listPeers({})).toEqual({ peers: [peer] });
  expect(await client.removePeer({ address: '127.0.0.1:5001' })).toEqual({});
  expect(await client.listPeers({})).toEqual({ peers: [] });
});

test("the node's own address is no peer and no error", async () => {
  const { client } = await serve();
  expect(await client.addPeer({ address: '127.0.0.1:5000' })).toEqual({ peer: undefined });
  expect(await client.listPeers({})).toEqual({ peers: [] });
});

test('a peer that is none cannot be removed', async () => {
  const { client } = await serve();
  expect(await refusal(client.removePeer({ address: '127.0.0.1:5001' }))).toMatchObject({
    code: Status.NOT_FOUND,
    reason: 'UNKNOWN_PEER',
    facts: { address: '127.0.0.1:5001' },
  });
});

test.each(['addPeer', 'removePeer'] as const)('%s refuses what is no address, however long', async (method) => {
  const { client } = await serve();
  for (const address of ['', 'nonsense', '語'.repeat(500_000)])
    expect(await refusal(client[method]({ address }))).toMatchObject({ code: Status.INVALID_ARGUMENT, reason: 'INVALID_ADDRESS' });
});

test('Shutdown answers and then closes the node', async () => {
  const { client, control } = await serve();
  expect(await client.shutdown({})).toEqual({});
  await expect.poll(() => control.closing.aborted).toBe(true);
});
