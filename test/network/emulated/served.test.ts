import { Status } from 'nice-grpc';
import { expect, onTestFinished, test } from 'vitest';
import { Random } from '../../../src/core/random.js';
import { settings } from '../../../src/core/settings.js';
import { EmulatedNetwork } from '../../../src/network/emulated/network.js';
import { makeLinks } from '../../../src/network/topology/registry.js';
import { messagesOf, reader, refusal, serve } from '../../control/harness.js';
import { FAIR } from '../engine/stage.js';

function open(): EmulatedNetwork {
  const links = makeLinks('ring', 5, new Random(1));
  const nodes = [0, 1, 2, 3, 4].map((at) => ({ name: `n${at}` }));
  const network = EmulatedNetwork.open({ seed: 1, settings: settings({}), behaviour: { ...FAIR, decide: () => 20 }, links, nodes });
  onTestFinished(() => network.close());
  return network;
}

const clientOf = async (network: EmulatedNetwork, node: number) => (await serve(network.control(node))).client;
const seconds = (count: number) => ({ seconds: BigInt(count), nanos: 0 });
const all = { origins: [{ origin: 'n0', nextId: 2 }] };

test('a caller that waits makes time pass, and no more of it than it needs', async () => {
  const network = open();
  const [first, last] = [await clientOf(network, 0), await clientOf(network, 2)];
  await first.sendMessage({ text: 'hello' });
  await last.awaitRumors(all);
  const { now } = network.time;
  expect(now).toBe(80); // 40 until a peer has answered that the name is new, and two links for the text
  await last.getNode({});
  expect(network.time.now).toBe(now);
});

test('a timeout is one of virtual ms, and exact', async () => {
  const network = open();
  const client = await clientOf(network, 2);
  const { code, reason } = await refusal(client.awaitRumors({ ...all, timeout: seconds(3_600) }));
  expect({ code, reason }).toEqual({ code: Status.DEADLINE_EXCEEDED, reason: 'TIMED_OUT' });
  expect(network.time.now).toBe(3_600_000);
});

test('several who wait at once are all answered rightly', async () => {
  const network = open();
  const clients = await Promise.all([0, 1, 2, 3, 4].map((node) => clientOf(network, node)));
  const late = refusal(clients[3]!.awaitRumors({ origins: [{ origin: 'nobody', nextId: 2 }], timeout: seconds(2) }));
  const waits = clients.map((client) => client.awaitRumors({ ...all, timeout: seconds(60) }));
  await clients[0]!.sendMessage({ text: 'hello' });
  for (const { origins } of await Promise.all(waits)) expect(origins).toEqual([{ origin: 'n0', nextId: 2 }]);
  expect((await late).reason).toBe('TIMED_OUT');
  expect(network.time.now).toBe(2_000);
});

test('the same calls and waits make the same run', async () => {
  const run = async () => {
    const network = open();
    const [a, b] = [await clientOf(network, 0), await clientOf(network, 3)];
    for (let id = 1; id <= 5; id++) {
      await a.sendMessage({ text: `text ${id}` });
      await b.awaitRumors({ origins: [{ origin: 'n0', nextId: id + 1 }], timeout: seconds(60) });
    }
    return [network.time.now, await b.listMessages({})] as const;
  };
  expect(await run()).toEqual(await run());
});

test('a watcher hears of texts as time passes, and does not make it pass', async () => {
  const network = open();
  const client = await clientOf(network, 2);
  const stream = reader(client.watchRumors({}));
  await stream.next();
  await network.publish(0, 'hello');
  const { now } = network.time;
  await client.getNode({});
  expect(network.time.now).toBe(now);
  await client.awaitRumors(all);
  const [message] = messagesOf(await stream.next());
  expect(message).toMatchObject({ origin: 'n0', text: 'hello' });
  expect(Number(message?.acceptTime?.seconds)).toBe(Date.UTC(2000, 0, 1) / 1_000);
});

test('peers are nodes of the network, by name or number, and a new one gets a link', async () => {
  const network = open();
  const client = await clientOf(network, 0);
  expect((await client.addPeer({ address: 'n2' })).peer?.address).toBe('virtual:2');
  expect([network.areLinked(0, 2), network.areLinked(0, 3)]).toEqual([true, false]);
  await client.addPeer({ address: 'virtual:3' });
  expect(network.areLinked(0, 3)).toBe(true);
  await client.removePeer({ address: 'n3' });
  expect(network.areLinked(0, 3)).toBe(false);
  expect((await client.addPeer({ address: 'n0' })).peer).toBeUndefined();
  expect((await refusal(client.addPeer({ address: '127.0.0.1:5000' }))).reason).toBe('INVALID_ADDRESS');
});

test('a node tells what it has sent and received, and who it is', async () => {
  const network = open();
  const client = await clientOf(network, 0);
  await client.sendMessage({ text: 'hello' });
  await (await clientOf(network, 2)).awaitRumors(all);
  const { name, gossipAddress, incarnation, counters } = await client.getNode({});
  expect({ name, gossipAddress, incarnation }).toEqual({ name: 'n0', gossipAddress: 'virtual:0', incarnation: '1-0-0' });
  const rumors = counters?.packets.find(({ kind }) => kind === 'rumor');
  expect(rumors?.packetsOut).toBeGreaterThan(0n);
  expect(counters?.packets.find(({ kind }) => kind === 'status')?.bytesIn).toBeGreaterThan(0n);
});

test('a node that is shut down is down; with its memory kept, positions in its log stay good', async () => {
  const network = open();
  const { client } = await serve(network.control(0));
  const { position } = await client.sendMessage({ text: 'hello' });
  await client.shutdown({});
  await expect.poll(() => network.state(0)).toBe('down');
  expect((await refusal(client.sendMessage({ text: 'too late' }))).reason).toBe('CLOSED');
  await network.restart(0, 'kept');
  const again = await clientOf(network, 0);
  expect((await again.sendMessage({ text: 'back' })).position).toEqual({ ...position, number: 1n });
  await network.crash(0);
  await network.restart(0, 'lost');
  expect((await (await clientOf(network, 0)).getNode({})).incarnation).toBe('1-0-1');
});

test('a paused node answers questions, and refuses commands', async () => {
  const network = open();
  const client = await clientOf(network, 0);
  await network.time.until(() => false, 1_000);
  await network.pause(0);
  expect((await client.getNode({})).name).toBe('n0');
  expect((await refusal(client.sendMessage({ text: 'hello' }))).reason).toBe('WRONG_STATE');
});

test('a search takes as much virtual time as its rounds, and hardly any real time', async () => {
  const network = open();
  const responses = reader((await clientOf(network, 0)).searchFiles({ keywords: ['holiday'] }));
  const last = (await responses.rest()).at(-1);
  expect(last?.event).toMatchObject({ $case: 'ended', value: { fullMatches: 0 } });
  const { now } = network.time;
  expect(now).toBeGreaterThanOrEqual(1_000);
  await (await clientOf(network, 0)).getNode({});
  expect(network.time.now).toBe(now);
});
