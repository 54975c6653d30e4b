import { createClient, Metadata, Status } from 'nice-grpc';
import { HealthDefinition } from 'nice-grpc-server-health';
import { expect, test } from 'vitest';
import { EventKind } from '../../../src/gen/peerster/v1/node.js';
import { collect, messagesOf, reader, refusal } from '../../control/harness.js';
import { ms, network, stage } from './stage.js';

/** HealthCheckResponse.ServingStatus. */
const SERVING = 1;

test('every node is reached with its own NodeService by the metadata peerster-node', async () => {
  const { networks, node } = await stage();
  await networks.createNetwork(network('ring', 5));
  const watch = reader(node('n4').watchRumors({}));
  expect((await watch.next()).event?.$case).toBe('subscribed');
  expect(await node('n1').sendMessage({ text: 'hello' })).toMatchObject({ origin: 'n1', id: 1 });
  await node('n4').awaitRumors({ origins: [{ origin: 'n1', nextId: 2 }], timeout: ms(20_000) });
  expect(await collect(watch, 1)).toMatchObject([{ origin: 'n1', id: 1, text: 'hello' }]);
  expect((await node('n4').listMessages({})).messages).toMatchObject([{ text: 'hello' }]);
  expect(await node('n4').getStatus({})).toEqual({ origins: [{ origin: 'n1', nextId: 2 }] });
  const names = await Promise.all(['n1', 'n5'].map(async (name) => (await node(name).getNode({})).name));
  expect(names).toEqual(['n1', 'n5']);
});

test('the trace of a node is watched through the port of the network', async () => {
  const { networks, node } = await stage();
  await networks.createNetwork(network('line', 2));
  const events = reader(node('n2').watchEvents({ kinds: [EventKind.EVENT_KIND_RUMOR] }));
  await events.next();
  await node('n1').sendMessage({ text: 'traced' });
  const [{ item }] = await Promise.all([events.next(), networks.advance({ duration: ms(2_000) })]);
  expect(item).toMatchObject({ $case: 'event', value: { origin: 'n1', text: 'traced', new: true } });
});

test('errors of a node come with their reasons and facts', async () => {
  const { networks, node } = await stage();
  await networks.createNetwork(network('line', 2));
  expect(await refusal(node('n1').sendMessage({ text: '' }))).toMatchObject({ reason: 'INVALID_TEXT' });
  const missing = node('n2').awaitRumors({ origins: [{ origin: 'nobody', nextId: 2 }], timeout: ms(10) });
  expect(await refusal(missing)).toMatchObject({ reason: 'TIMED_OUT', facts: { missingOrigins: '1' } });
});

test('a call that does not say for which node it is, or names nobody, is told what to do', async () => {
  const { networks, nodes, node } = await stage();
  expect(await refusal(node('n1').getNode({}))).toMatchObject({
    reason: 'UNKNOWN_NETWORK',
    message: expect.stringContaining('CreateNetwork'),
  });
  await networks.createNetwork(network('ring', 12, { names: ['alice', 'bob'] }));
  expect(await refusal(nodes().getNode({}))).toMatchObject({
    reason: 'INVALID_REQUEST',
    message: 'say which node the call is for: add the metadata "peerster-node: NAME" to it; there are alice, bob, n3, n4, n5 and 7 more',
  });
  expect(await refusal(node('alcie').getNode({}))).toMatchObject({
    reason: 'UNKNOWN_NODE',
    message: 'no node is called "alcie"; did you mean alice?',
  });
});

test('where there are several networks, the metadata peerster-network says which', async () => {
  const { networks, node, nodes } = await stage();
  await networks.createNetwork(network('line', 2, { name: 'left' }));
  await networks.createNetwork(network('line', 2, { name: 'right' }));
  expect(await refusal(node('n1').getNode({}))).toMatchObject({
    reason: 'INVALID_REQUEST',
    message: expect.stringContaining('left, right'),
  });
  await nodes({ 'peerster-node': 'n1', 'peerster-network': 'left' }).sendMessage({ text: 'to the left' });
  const counts = await Promise.all(
    ['left', 'right'].map(async (name) => {
      const client = nodes({ 'peerster-node': 'n1', 'peerster-network': name });
      return (await client.listMessages({})).messages.length;
    }),
  );
  expect(counts).toEqual([1, 0]);
});

test('health is that of the server, or of the node that is named', async () => {
  const { networks, channel } = await stage();
  await networks.createNetwork(network('line', 2));
  const health = createClient(HealthDefinition, channel);
  const named = { metadata: Metadata({ 'peerster-node': 'n1' }) };
  expect(await health.check({ service: 'peerster.v1.NetworkService' })).toEqual({ status: SERVING });
  expect(await health.check({ service: 'peerster.v1.NodeService' }, named)).toEqual({ status: SERVING });
  await networks.crashNodes({ nodes: { names: ['n1'] } });
  await expect(health.check({ service: '' }, named)).rejects.toMatchObject({ code: Status.UNAVAILABLE });
});

test('a node that is down answers UNAVAILABLE, ends its watches, and serves again after a restart', async () => {
  const { networks, node } = await stage();
  await networks.createNetwork(network('line', 2));
  await node('n1').sendMessage({ text: 'before' });
  const watch = reader(node('n1').watchRumors({}));
  const { next } = await watch.next();
  await networks.crashNodes({ nodes: { names: ['n1'] } });
  expect(await refusal(watch.next())).toMatchObject({ reason: 'CLOSED' });
  expect(await refusal(node('n1').getNode({}))).toMatchObject({ reason: 'CLOSED', message: 'n1 is down; RestartNodes brings it back' });
  await networks.restartNodes({ nodes: { names: ['n1'] } });
  const resumed = reader(node('n1').watchRumors({ start: { $case: 'position', value: next as never } }));
  expect((await resumed.next()).event).toMatchObject({ $case: 'subscribed', value: { restarted: false } });
  await node('n1').sendMessage({ text: 'after' });
  expect(messagesOf(await resumed.next())).toMatchObject([{ text: 'after', id: 2 }]);
});

test('a paused node does not answer until it is resumed', async () => {
  const { networks, node } = await stage();
  await networks.createNetwork(network('line', 2));
  await networks.pauseNodes({ nodes: { names: ['n2'] } });
  expect(await refusal(node('n2').getNode({}))).toMatchObject({
    reason: 'WRONG_STATE',
    message: 'n2 is paused; ResumeNodes lets it go on',
  });
  await networks.resumeNodes({ nodes: { names: ['n2'] } });
  expect(await node('n2').getNode({})).toMatchObject({ name: 'n2' });
});
