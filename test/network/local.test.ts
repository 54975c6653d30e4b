import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type Channel, createChannel, createClient } from 'nice-grpc';
import { afterEach, describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random.js';
import { NodeServiceDefinition } from '../../src/gen/peerster/v1/node.js';
import { cut } from '../../src/network/links/cut.js';
import { Rules } from '../../src/network/links/rule.js';
import { LocalNetwork, type LocalOptions } from '../../src/network/local.js';
import { makeTopology } from '../../src/network/topology/registry.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(cleanups.splice(0).map((cleanup) => cleanup()));
});

async function opened(options: Partial<LocalOptions> = {}) {
  const topology = makeTopology('ring', 4, new Random(1));
  const network = await LocalNetwork.open({ topology, names: ['a', 'b', 'c', 'd'], rule: undefined, uiPort: 0, seed: 1, ...options });
  const channels = network.nodes.map(({ uiAddress }) => createChannel(uiAddress));
  cleanups.push(
    () => network.close(),
    () => channels.forEach((channel) => channel.close()),
  );
  return { network, clients: channels.map((channel: Channel) => createClient(NodeServiceDefinition, channel)) };
}

type Clients = Awaited<ReturnType<typeof opened>>['clients'];

async function spread(clients: Clients, origins: readonly string[]): Promise<void> {
  const timeout = { seconds: 10n, nanos: 0 };
  await Promise.all(clients.map((client) => client.awaitRumors({ origins: origins.map((origin) => ({ origin, nextId: 2 })), timeout })));
}

const peersOf = async (clients: Clients) =>
  (await Promise.all(clients.map((client) => client.listPeers({})))).map(({ peers }) => peers.map(({ address }) => address));

describe('a local network', () => {
  it('spreads what one node is told, and each node knows its neighbours by their own addresses', async () => {
    const { network, clients } = await opened();
    await clients[0]?.sendMessage({ text: 'hello' });
    await spread(clients, ['a']);
    const [a, b, c, d] = network.nodes.map(({ gossipAddress }) => gossipAddress);
    const expected = [new Set([b, d]), new Set([a, c]), new Set([b, d]), new Set([a, c])];
    expect((await peersOf(clients)).map((peers) => new Set(peers))).toEqual(expected);
  });

  it('with a relay no node ever learns the real address of another', async () => {
    const { network, clients } = await opened({ rule: () => 1 });
    for (const client of clients) await client.sendMessage({ text: 'hello' });
    await spread(clients, ['a', 'b', 'c', 'd']);
    const known = await peersOf(clients);
    expect(known.map((peers) => peers.length)).toEqual([2, 2, 2, 2]);
    expect(known.flat().filter((address) => network.nodes.some(({ gossipAddress }) => gossipAddress === address))).toEqual([]);
    expect(new Set(known.flat()).size).toBe(8);
  });

  it('nothing crosses a cut, and everything arrives after it', async () => {
    const rules = new Rules();
    const heal = rules.add(cut(new Set([0, 1]), new Set([2, 3])));
    const { clients } = await opened({ rule: (...datagram) => rules.decide(...datagram) });
    await clients[0]?.sendMessage({ text: 'left' });
    await clients[2]?.sendMessage({ text: 'right' });
    await Promise.all([spread(clients.slice(0, 2), ['a']), spread(clients.slice(2), ['c'])]);
    const held = await Promise.all(clients.map(async (client) => (await client.getStatus({})).origins.map(({ origin }) => origin)));
    expect(held).toEqual([['a'], ['a'], ['c'], ['c']]);
    heal();
    await spread(clients, ['a', 'c']);
  });

  it('the UIPorts follow one another from the one asked for', async () => {
    const first = 20_000 + (process.pid % 10_000);
    const { network } = await opened({ uiPort: first });
    expect(network.nodes.map(({ uiAddress }) => uiAddress)).toEqual([0, 1, 2, 3].map((node) => `127.0.0.1:${first + node}`));
  });

  it('UIPorts beyond the last port are refused', async () => {
    await expect(opened({ uiPort: 65_534 })).rejects.toThrow(/ports end at 65535/);
  });

  it('closing frees every port', async () => {
    const { network } = await opened({ rule: () => 0 });
    await network.close();
    for (const { gossipAddress, uiAddress } of network.nodes) {
      await bindUdp(portOf(gossipAddress));
      await expect(connected(portOf(uiAddress))).rejects.toThrow(/ECONNREFUSED/);
    }
  });
});

const portOf = (address: string) => Number(address.split(':')[1]);

async function bindUdp(port: number): Promise<void> {
  const socket = createSocket('udp4').bind(port, '127.0.0.1');
  await once(socket, 'listening');
  socket.close();
}

async function connected(port: number): Promise<void> {
  await once(connect(port, '127.0.0.1'), 'connect');
}
