import { Client, credentials, Metadata as RawMetadata, type ServiceError } from '@grpc/grpc-js';
import { createClient, Metadata } from 'nice-grpc';
import { HealthDefinition } from 'nice-grpc-server-health';
import { expect, test } from 'vitest';
import { Random } from '../../../src/core/random.js';
import { AwaitRumorsRequest } from '../../../src/gen/peerster/v1/node.js';
import type { Engine } from '../../../src/network/engine/engine.js';
import { openNetwork } from '../../../src/network/open.js';
import { PLAIN_SPEC } from '../../../src/network/spec/plain-spec.js';
import { shareAndBreakOff } from '../../control/broken-off.js';
import { collect, messagesOf, reader, refusal } from '../../control/harness.js';
import { bytesOf } from '../../support/bytes.js';
import { ms, type Stage, stage } from './stage.js';

/** Nodes with UIPorts of their own that are reached by these alone, as those of other processes are. */
async function remote(more: (engine: Engine) => Partial<Engine> = () => ({})): Promise<Stage> {
  const nodes = ['n1', 'n2'].map((name) => ({ name }));
  const network = await openNetwork({ ...PLAIN_SPEC, engine: 'local', seed: 3, nodes, topology: [['n1', 'n2']] });
  Object.assign(network.engine, { control: () => undefined, ...more(network.engine) });
  return stage(['remote', network]);
}

test('calls, streams and errors of a node elsewhere come through as they are', async () => {
  const { node, faults } = await remote();
  const watch = reader(node('n2').watchRumors({}));
  expect((await watch.next()).event?.$case).toBe('subscribed');
  expect(await node('n1').sendMessage({ text: 'hello' })).toMatchObject({ origin: 'n1', id: 1 });
  expect(await collect(watch, 1)).toMatchObject([{ origin: 'n1', text: 'hello' }]);
  const late = node('n2').awaitRumors({ origins: [{ origin: 'nobody', nextId: 4 }], timeout: ms(10) });
  expect(await refusal(late)).toMatchObject({
    reason: 'TIMED_OUT',
    message: 'still missing: ids 1 to 3 of nobody',
    facts: { missing: '[{"origin":"nobody","first":1,"last":3}]', missingOrigins: '1' },
  });
  expect(await refusal(node('n1').sendMessage({ text: '' }))).toMatchObject({ reason: 'INVALID_TEXT' });
  expect(faults).toEqual([]);
});

test('deadlines reach the node: it answers just before them, with what is missing', async () => {
  const { address } = await remote();
  const raw = new Client(address, credentials.createInsecure());
  const metadata = new RawMetadata();
  metadata.set('peerster-node', 'n2');
  const error = await new Promise<ServiceError | null>((resolve) => {
    raw.makeUnaryRequest(
      '/peerster.v1.NodeService/AwaitRumors',
      (request: AwaitRumorsRequest) => Buffer.from(AwaitRumorsRequest.encode(request).finish()),
      (bytes: Buffer) => bytes,
      { origins: [{ origin: 'bob', nextId: 2 }], timeout: undefined },
      metadata,
      { deadline: Date.now() + 2_000 },
      resolve,
    );
  });
  raw.close();
  expect(error?.details).toBe('still missing: id 1 of bob');
  expect(error?.metadata.get('grpc-status-details-bin')).toHaveLength(1);
});

test('a caller who is gone in the middle of a file has shared nothing', async () => {
  const { address, node } = await remote();
  for (let attempt = 0; attempt < 10; attempt++) await shareAndBreakOff(address, 'half', bytesOf(4), { 'peerster-node': 'n1' });
  expect((await node('n1').listFiles({})).files).toEqual([]);
});

test('a caller who leaves ends the call at the node, too', async () => {
  const { node } = await remote();
  const leaving = new AbortController();
  const watch = reader(node('n1').watchRumors({}, { signal: leaving.signal }));
  await watch.next();
  leaving.abort();
  await expect(watch.next()).rejects.toThrow('aborted');
  await node('n1').sendMessage({ text: 'after' });
});

test('a stream of requests is handed on as it comes', async () => {
  const { node } = await remote();
  const bytes = Buffer.from(new Random(1).fork('file').next().toString().repeat(30_000));
  async function* requests() {
    yield { content: { $case: 'name' as const, value: 'digits.txt' } };
    for (let at = 0; at < bytes.length; at += 50_000) yield { content: { $case: 'data' as const, value: bytes.subarray(at, at + 50_000) } };
  }
  const { file } = await node('n1').shareFile(requests());
  expect(file).toMatchObject({ name: 'digits.txt', size: BigInt(bytes.length) });
  const pieces: Uint8Array[] = [];
  for await (const { data } of node('n1').readFile({ metahash: file?.metahash ?? '' })) pieces.push(data);
  expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
});

test('health comes from the node, and a node that stops ends its streams with CLOSED', async () => {
  const { networks, node, channel } = await remote();
  const health = createClient(HealthDefinition, channel);
  expect(await health.check({ service: 'peerster.v1.NodeService' }, { metadata: Metadata({ 'peerster-node': 'n2' }) })).toEqual({
    status: 1,
  });
  const watch = reader(node('n2').watchRumors({ start: { $case: 'beginning', value: true } }));
  expect(messagesOf(await watch.next())).toEqual([]);
  await networks.crashNodes({ nodes: { names: ['n2'] } });
  expect(await refusal(watch.next())).toMatchObject({ reason: 'CLOSED' });
  await networks.restartNodes({ nodes: { names: ['n2'] } });
  expect(await node('n2').getNode({})).toMatchObject({ name: 'n2' });
});

test('what has just been handed to a node elsewhere is awaited, though its process has not told of it yet', async () => {
  let isTold = false;
  const { node, networks } = await remote((engine) => {
    const [vector, nextId] = [engine.vector.bind(engine), engine.nextId.bind(engine)];
    return { vector: (at) => (isTold ? vector(at) : []), nextId: (at, origin) => (isTold ? nextId(at, origin) : 1) };
  });
  await node('n1').sendMessage({ text: 'hello' });
  const waiting = networks.awaitConverged({ timeout: ms(20_000) });
  await node('n2').awaitRumors({ origins: [{ origin: 'n1', nextId: 2 }] });
  isTold = true;
  await node('n2').sendMessage({ text: 'told' });
  expect((await waiting).origins).toContainEqual({ origin: 'n1', nextId: 2 });
});
