import { afterEach, expect, test } from 'vitest';
import { openUdpNode } from '../../src/host/open.js';
import type { UdpNode } from '../../src/host/udp-node.js';
import { EventKind, PeerDialect } from '../../src/gen/peerster/v1/node.js';
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
