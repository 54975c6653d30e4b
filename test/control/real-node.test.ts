import { afterEach, expect, test } from 'vitest';
import { openUdpNode } from '../../src/host/open.js';
import type { UdpNode } from '../../src/host/udp-node.js';
import { EventKind, MessageKind, PeerDialect } from '../../src/gen/peerster/v1/node.js';
import { collect, reader, refusal, type Served, serve } from './harness.js';

const nodes: UdpNode[] = [];
afterEach(() => {
  for (const node of nodes.splice(0)) node.close();
});

async function start(name: string, ...peers: string[]): Promise<Served<UdpNode>> {
  const node = await openUdpNode({ name, gossipAddress: '127.0.0.1:0', peers });
  nodes.push(node);
  return serve(node);
}

async function pair(): Promise<[ann: Served<UdpNode>, bob: Served<UdpNode>]> {
  const ann = await start('ann');
  return [ann, await start('bob', ann.control.facts.gossipAddress)];
}

test('a text sent to one node is awaited, listed and watched at another', async () => {
  const [ann, bob] = await pair();
  const watch = reader(bob.client.watchRumors({}));
  await watch.next();
  const sent = await ann.client.sendMessage({ text: 'over UDP' });
  await bob.client.awaitRumors({ origins: [{ origin: sent.origin, nextId: sent.id + 1 }] });
  const { messages } = await bob.client.listMessages({});
  expect(messages).toMatchObject([{ origin: 'ann', id: 1, text: 'over UDP', relayAddress: ann.control.facts.gossipAddress }]);
  expect(await collect(watch, 1)).toEqual(messages);
  expect(await bob.client.getStatus({})).toEqual({ origins: [{ origin: 'ann', nextId: 2 }] });
});

test('the trace and the peers tell of a real exchange', async () => {
  const [ann, bob] = await pair();
  const watch = reader(ann.client.watchEvents({ kinds: [EventKind.EVENT_KIND_STATUS, EventKind.EVENT_KIND_RUMOR] }));
  await watch.next();
  await bob.client.sendMessage({ text: 'traced' });
  let { item } = await watch.next();
  while (item?.$case === 'event' && item.value.kind !== EventKind.EVENT_KIND_RUMOR) ({ item } = await watch.next());
  expect(item).toMatchObject({ value: { origin: 'bob', id: 1, text: 'traced', peer: bob.control.facts.gossipAddress, new: true } });
  await expect
    .poll(async () => (await ann.client.listPeers({})).peers)
    .toMatchObject([{ address: bob.control.facts.gossipAddress, configured: false, dialect: PeerDialect.PEER_DIALECT_PEERSTER }]);
  expect((await ann.client.getNode({})).counters?.packets.map(({ kind }) => kind)).toContain('status');
});

test('AwaitRumors sees a vector that grows under load', async () => {
  const [ann, bob] = await pair();
  const waiting = bob.client.awaitRumors({ origins: [{ origin: 'ann', nextId: 501 }], timeout: { seconds: 15n, nanos: 0 } });
  await Promise.all(Array.from({ length: 500 }, (_, i) => ann.client.sendMessage({ text: `${i}` })));
  expect(await waiting).toEqual({ origins: [{ origin: 'ann', nextId: 501 }] });
});

test('Shutdown closes a real node: its watches end and its sockets are gone', async () => {
  const { client, server, control } = await start('ann');
  const watch = reader(client.watchRumors({}));
  await watch.next();
  await client.shutdown({});
  expect(await refusal(watch.next())).toMatchObject({ reason: 'CLOSED' });
  await server.close();
  const { gossipAddress } = control.facts;
  nodes.push(await openUdpNode({ name: 'next', gossipAddress }));
});

test('the routes are listed and traced as newer rumors come', async () => {
  const [ann, bob] = await pair();
  const watch = reader(bob.client.watchEvents({ kinds: [EventKind.EVENT_KIND_ROUTE] }));
  await watch.next();
  await ann.client.sendMessage({ text: 'here I am' });
  const nextHop = ann.control.facts.gossipAddress;
  expect(await watch.next()).toMatchObject({ item: { value: { origin: 'ann', id: 1, text: 'here I am', peer: nextHop } } });
  expect(await bob.client.listRoutes({})).toEqual({ routes: [{ destination: 'ann', nextHop, id: 1 }] });
  expect(await ann.client.listRoutes({})).toEqual({ routes: [] });
});

test('a private message is sent, listed at both ends, and watched by itself', async () => {
  const [ann, bob] = await pair();
  await bob.client.sendMessage({ text: 'this way' });
  await ann.client.awaitRumors({ origins: [{ origin: 'bob', nextId: 2 }] });
  const conversation = { filter: { conversation: 'ann' } };
  const watch = reader(bob.client.watchRumors(conversation));
  await watch.next();
  const sent = await ann.client.sendMessage({ text: 'only for you', destination: 'bob', requestId: 'r' });
  expect(sent).toMatchObject({ origin: 'ann', id: 0, position: { number: 1n } });
  expect(await ann.client.sendMessage({ text: 'only for you', destination: 'bob', requestId: 'r' })).toEqual(sent);
  const [came] = await collect(watch, 1);
  const message = { kind: MessageKind.MESSAGE_KIND_PRIVATE, origin: 'ann', destination: 'bob', text: 'only for you', id: 0 };
  expect(came).toMatchObject({ ...message, relayAddress: ann.control.facts.gossipAddress });
  expect((await bob.client.listMessages(conversation)).messages).toEqual([came]);
  expect((await ann.client.listMessages({ filter: { conversation: 'bob' } })).messages).toMatchObject([{ ...message, relayAddress: '' }]);
  expect((await ann.client.listMessages({ filter: { conversation: 'carol' } })).messages).toEqual([]);
});

test('a request id that comes again for another destination is refused', async () => {
  const [ann, bob] = await pair();
  await bob.client.sendMessage({ text: 'this way' });
  await ann.client.awaitRumors({ origins: [{ origin: 'bob', nextId: 2 }] });
  await ann.client.sendMessage({ text: 'x', destination: 'bob', requestId: 'r' });
  expect(await refusal(ann.client.sendMessage({ text: 'x', requestId: 'r' }))).toMatchObject({ reason: 'REQUEST_ID_REUSED' });
});

test('a conversation is of private messages only', async () => {
  const ann = await start('ann');
  const filter = { conversation: 'bob', kind: MessageKind.MESSAGE_KIND_RUMOR };
  expect(await refusal(ann.client.listMessages({ filter }))).toMatchObject({ reason: 'INVALID_REQUEST' });
});

test('polling every list hundreds of times under traffic neither ends nor stops the node', async () => {
  const [ann, bob] = await pair();
  const traffic = Array.from({ length: 300 }, (_, i) => ann.client.sendMessage({ text: `${i}` }));
  for (let round = 0; round < 100; round++) {
    const { client } = bob;
    await Promise.all([client.listMessages({}), client.listPeers({}), client.listRoutes({}), client.getStatus({}), client.getNode({})]);
  }
  await Promise.all(traffic);
  await bob.client.awaitRumors({ origins: [{ origin: 'ann', nextId: 301 }], timeout: { seconds: 15n, nanos: 0 } });
  expect(bob.faults).toEqual([]);
});
