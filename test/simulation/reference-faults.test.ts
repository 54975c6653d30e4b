import { describe, expect, it } from 'vitest';
import { rumor, status, want } from '../../src/core/packet.js';
import { encode } from '../../src/wire/codec.js';
import { GoNode } from '../support/go-node.js';
import { MemoryNetwork } from '../support/memory-network.js';
import type { MemoryNode } from '../support/memory-node.js';
import { datagramsOut, ring } from '../support/ring.js';
import { replay, seeds } from '../support/seeds.js';

/** Datagrams a second that all the nodes together send over so many seconds. */
function rate(network: MemoryNetwork, nodes: readonly MemoryNode[], seconds: number): number {
  const count = (): number => nodes.reduce((sum, node) => sum + datagramsOut(node), 0);
  const before = count();
  network.run(1_000 * seconds);
  return (count() - before) / seconds;
}

const WIRES = [
  { wire: 'the plain wire', extensions: 0 },
  { wire: 'the extended wire', extensions: 1 },
];

/** What kills or lames networks of the reference node, reproduced there (docs/protocol.md, B); each is a promise here. */
describe.each(WIRES)('on $wire, what the reference node gets wrong', ({ extensions }) => {
  it('route rumors do not storm: three nodes that send one a second send few datagrams, for ever', () => {
    const network = new MemoryNetwork(1);
    const nodes = ring(network, 3, { extensions, routeRumors: 1_000 });
    network.run(10_000);
    // Each of 3 rumors a second goes over about 4 links until the coin stops it, and each time draws a Status; anti-entropy besides.
    expect(rate(network, nodes, 60)).toBeLessThan(60);
  });

  it('route rumors of a reference neighbour, which never use up their id, do not storm either', () => {
    const network = new MemoryNetwork(1);
    const reference = new GoNode(network, { name: 'ref', index: 2, peers: [0, 1], reference: true, routeEvery: 1_000 });
    const nodes = [0, 1].map((index) =>
      network.spawn({ name: `n${index}`, index, peers: [1 - index, 2], settings: { extensions, routeRumors: 1_000 } }),
    );
    network.run(10_000);
    const before = reference.sent;
    expect(rate(network, nodes, 60)).toBeLessThan(60);
    expect((reference.sent - before) / 60).toBeLessThan(60);
    for (const { node } of nodes) expect(node.routes.nextHop('ref')).toBe(reference.address);
  });

  it('two nodes with equally long but different vectors do not exchange Statuses for ever', () => {
    const network = new MemoryNetwork(1);
    const node = network.spawn({ name: 'n0', index: 0, settings: { extensions, antiEntropy: 0 } });
    const other = network.peer(1);
    let answers = 0;
    // Somebody who answers every Status by his own, which is as long and never comes nearer.
    network.attach(other, () => {
      answers++;
      network.send(encode(status([want('ghost', 9)]), 'course'), other, network.peer(0));
    });
    network.send(encode(status([want('ghost', 9)]), 'course'), other, network.peer(0));
    node.publish('mine');
    network.run(10_000);
    expect(answers).toBeLessThan(150);
  });

  it('a hundred messages a second on six nodes arrive everywhere, beside route rumors', () => {
    for (const seed of seeds(2)) {
      const network = new MemoryNetwork(seed);
      const nodes = ring(network, 6, { extensions, routeRumors: 1_000 });
      for (let text = 0; text < 1_000; text++) {
        nodes[text % 6]?.publish(`text ${text}`);
        network.run(10);
      }
      expect(
        network.runUntil(() => nodes.every(({ node }) => node.log.end === 1_000), 5_000),
        replay(seed),
      ).toBe(true);
    }
  });

  it('a restart under the same name loses no message, with route rumors before the first one', () => {
    for (const seed of seeds(5)) {
      const network = new MemoryNetwork(seed);
      const nodes = ring(network, 3, { extensions, routeRumors: 1_000 });
      nodes[0]?.publish('before');
      network.run(3_000);
      nodes[0]?.stop();
      network.run(1_000);
      const again = network.spawn({ name: 'n0', index: 0, peers: [1, 2], settings: { extensions, routeRumors: 1_000 } });
      network.runUntil(() => again.node.settled, 10_000);
      again.publish('after');
      const arrived = (): boolean => nodes.slice(1).every((node) => node.texts().join() === 'before,after');
      expect(network.runUntil(arrived, 10_000), replay(seed)).toBe(true);
    }
  });

  it('one malformed byte becomes no empty message', () => {
    const network = new MemoryNetwork(1);
    const nodes = ring(network, 3, { extensions });
    for (let byte = 0; byte < 256; byte++) network.send(Uint8Array.of(byte), network.peer(9), network.peer(0));
    network.send(new Uint8Array(0), network.peer(9), network.peer(0));
    network.send(encode(rumor('', 0, ''), 'course'), network.peer(9), network.peer(0));
    network.run(10_000);
    for (const { node } of nodes) expect([node.log.end, node.vector()]).toEqual([0, []]);
  });
});
