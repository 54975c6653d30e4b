import { createChannel, createClient } from 'nice-grpc';
import { afterEach, describe, expect, it } from 'vitest';
import type { Parts } from '../../../src/core/dissemination/dissemination.js';
import { Flood } from '../../../src/core/dissemination/flood.js';
import { Random } from '../../../src/core/random.js';
import { settings } from '../../../src/core/settings.js';
import { NodeServiceDefinition } from '../../../src/gen/peerster/v1/node.js';
import type { EngineOptions } from '../../../src/network/engine/options.js';
import { LocalNetwork } from '../../../src/network/local/network.js';
import { makeLinks } from '../../../src/network/topology/registry.js';
import { refusal } from '../../support/refusal.js';
import { portOf, realStatements } from './real-statements.js';
import { FAIR, quick } from './stage.js';
import { statements } from './statements.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(cleanups.splice(0).map((cleanup) => cleanup()));
});

async function opened(options: Partial<EngineOptions> = {}): Promise<LocalNetwork> {
  const nodes = Array.from({ length: 4 }, (_, node) => ({ name: `n${node + 1}` }));
  const links = makeLinks('ring', 4, new Random(1));
  const network = await LocalNetwork.open({ seed: 1, settings: settings({}), nodes, links, behaviour: FAIR, ...options });
  cleanups.push(() => network.close());
  return network;
}

function clientOf(network: LocalNetwork, node: number) {
  const channel = createChannel(network.uiAddress(node) ?? '');
  cleanups.push(() => channel.close());
  return createClient(NodeServiceDefinition, channel);
}

describe('a local network', () => {
  const open = (options: EngineOptions) => LocalNetwork.open(quick(options));
  statements(open);
  realStatements(open);

  it('each node is there on a UIPort of its own', async () => {
    const network = await opened();
    const timeout = { seconds: 10n, nanos: 0 };
    await clientOf(network, 0).sendMessage({ text: 'hello' });
    for (const node of [1, 2, 3]) await clientOf(network, node).awaitRumors({ origins: [{ origin: 'n1', nextId: 2 }], timeout });
    expect(network.control(2)?.facts.uiAddress).toBe(network.uiAddress(2));
  });

  it('no node ever learns the real address of another', async () => {
    const network = await opened();
    for (const node of [0, 1, 2, 3]) await network.publish(node, 'hello');
    const all = () => [0, 1, 2, 3].every((node) => network.vector(node).length === 4);
    expect(await network.time.until(all, 10_000)).toBe(true);
    const known = await Promise.all([0, 1, 2, 3].map(async (node) => (await clientOf(network, node).listPeers({})).peers));
    const ports = known.map((peers) => peers.map(({ address }) => portOf(address)));
    const nodes = ports.map((list) => new Set(list.map((port) => network.nodeOf({ host: '127.0.0.1', port }))));
    expect(nodes).toEqual([new Set([1, 3]), new Set([0, 2]), new Set([1, 3]), new Set([0, 2])]);
    expect(ports.map((list) => list.length)).toEqual([2, 2, 2, 2]);
    const real = [0, 1, 2, 3].map((node) => portOf(network.gossipAddress(node) ?? ''));
    expect(ports.flat().filter((port) => real.includes(port))).toEqual([]);
  });

  it('the UIPorts follow one another from the one asked for, also those of nodes that join', async () => {
    const first = 20_000 + (process.pid % 10_000);
    const network = await opened({ uiPort: first });
    await network.add({ name: 'late' });
    expect(network.names.map((_, node) => network.uiAddress(node))).toEqual([0, 1, 2, 3, 4].map((node) => `127.0.0.1:${first + node}`));
  });

  it('UIPorts beyond the last port are refused', async () => {
    expect((await refusal(opened({ uiPort: 65_534 }))).message).toMatch(/ports end at 65535/);
  });

  it('a node that is told to shut down by a caller is down, and comes back', async () => {
    const network = await opened();
    await clientOf(network, 0).shutdown({});
    expect(await network.time.until(() => network.state(0) === 'down', 10_000)).toBe(true);
    await network.restart(0, 'lost');
    await network.publish(1, 'hello');
    expect(await network.time.until(() => network.nextId(0, 'n2') === 2, 10_000)).toBe(true);
  });

  it('a rule of the user spreads in place of mongering, at every node', async () => {
    const rules: Flood[] = [];
    const make = ({ context, peers }: Parts) => {
      rules.push(new Flood(context, peers));
      return rules.at(-1) as Flood;
    };
    const network = await opened({ rule: { path: '', make } });
    await network.publish(0, 'hello');
    expect(await network.time.until(() => [1, 2, 3].every((node) => network.nextId(node, 'n1') === 2), 10_000)).toBe(true);
    expect(rules.length).toBe(4);
  });
});
