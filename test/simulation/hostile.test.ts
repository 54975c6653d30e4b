import { beforeEach, describe, expect, it } from 'vitest';
import { BOUNDS } from '../../src/core/bounds.js';
import { Ability, ALL, type Packet, rumor, status, want } from '../../src/core/packet.js';
import { encode } from '../../src/wire/codec.js';
import { MemoryNetwork } from '../support/memory-network.js';
import type { MemoryNode } from '../support/memory-node.js';
import { datagramsOut, isBounded, ring } from '../support/ring.js';

const HONEST = 5;

describe('among five honest nodes, one that speaks the protocol and means harm', () => {
  let network: MemoryNetwork;
  let nodes: readonly MemoryNode[];
  beforeEach(() => {
    network = new MemoryNetwork(1);
    nodes = ring(network, HONEST);
  });

  /** Says something to every node, from an address of its own or one that it invents. */
  function attack(packet: Packet, from = HONEST): void {
    const bytes = encode(packet, 'course');
    for (const { address } of nodes) network.send(bytes, network.peer(from), address);
  }

  /** Honest texts reach everybody within so many ms. */
  function expectHonestDelivery(within = 10_000): void {
    for (const node of nodes) node.publish(`honest ${node.node.name}`);
    const complete = (): boolean => nodes.every((node) => nodes.every(({ node: { name } }) => node.texts().includes(`honest ${name}`)));
    expect(network.runUntil(complete, within)).toBe(true);
    for (const node of nodes) expect(isBounded(node, 2)).toBe(true);
  }

  it('cannot use up ids: rumors and Statuses with ids near 2³²', () => {
    for (const id of [BOUNDS.lastId - 1, BOUNDS.lastId, BOUNDS.lastId + 1]) {
      for (const { node } of nodes) attack(rumor(node.name, id, 'high'));
      attack(status([...nodes.map(({ node }) => want(node.name, id)), want('nobody', id)]));
    }
    attack(rumor('n0', 1, 'taken by force'));
    network.run(100);
    expectHonestDelivery();
    attack(status(nodes.map(({ node }) => want(node.name, BOUNDS.lastId + 1))));
    for (const node of nodes) expect(node.publish('after').entry.id).toBeLessThan(10);
  });

  it('cannot fill the table of origins: 100,000 invented names', { timeout: 60_000 }, () => {
    const [victim] = nodes as [MemoryNode];
    for (let name = 0; name < 100_000; name++) {
      network.send(encode(rumor(`invented ${name}`, 1, ''), 'course'), network.peer(HONEST), victim.address);
      if (name % 1_000 === 0) network.run(1);
    }
    network.run(1_000);
    expect(victim.counters.drops['origins-full']).toBeGreaterThan(0);
    expectHonestDelivery();
  });

  it('cannot fill the memory for held rumors', () => {
    for (let origin = 0; origin < 100; origin++) {
      for (let id = 2; id < 100; id++) attack(rumor(`gap ${origin}`, id, 'held'));
      network.run(1);
    }
    for (let id = 2_000; id < 3_000; id++) attack(rumor('far ahead', id, 'dropped'));
    network.run(10);
    expectHonestDelivery();
    for (const { counters, node } of nodes) {
      expect(counters.drops['out-of-window']).toBeGreaterThan(0);
      expect(node.vector().every(({ identifier }) => identifier.startsWith('n'))).toBe(true);
    }
  });

  it('cannot crowd out peers: 20,000 invented source addresses', { timeout: 60_000 }, () => {
    for (let address = 0; address < 20_000; address++) {
      network.send(encode(status([]), 'course'), network.peer(HONEST + address), (nodes[address % HONEST] as MemoryNode).address);
      if (address % 100 === 0) network.run(1);
    }
    network.run(1_000);
    expectHonestDelivery(10_000);
    for (const [index, { node }] of nodes.entries()) {
      const configured = node.listPeers().filter((peer) => peer.configured);
      expect(configured.map(({ peer }) => peer)).toEqual([network.peer((index + 1) % HONEST), network.peer((index + HONEST - 1) % HONEST)]);
    }
  });

  it('cannot make a node shout: 20,000 Statuses that lack everything', () => {
    for (const node of nodes) for (let text = 0; text < 50; text++) node.publish(`${node.node.name} ${text}`);
    network.run(5_000);
    const before = nodes.map(datagramsOut);
    for (let tick = 0; tick < 2_000; tick++) {
      for (let each = 0; each < 10; each++) attack(status([], ALL, each % 2 === 0 ? 0 : Ability.bundles));
      network.run(1);
    }
    expectHonestDelivery();
    for (const [index, node] of nodes.entries()) expect(datagramsOut(node) - (before[index] as number)).toBeLessThanOrEqual(2 * 2_000);
  });

  it('cannot make a node shout: 20,000 Statuses that are ahead of everything', () => {
    const before = nodes.map(datagramsOut);
    for (let tick = 0; tick < 2_000; tick++) {
      for (let each = 0; each < 10; each++) attack(status([want('nobody', 2 + tick)]));
      network.run(1);
    }
    expectHonestDelivery();
    for (const [index, node] of nodes.entries()) expect(datagramsOut(node) - (before[index] as number)).toBeLessThanOrEqual(200);
  });

  it('or only by mistake: a second node of the same name neither stops delivery nor starts a storm', () => {
    const twin = network.spawn({ name: 'n0', index: HONEST, peers: [2] });
    network.run(500);
    for (let text = 0; text < 10; text++) {
      twin.publish(`twin ${text}`);
      nodes[0]?.publish(`first ${text}`);
      network.run(50);
    }
    network.run(10_000);
    const before = nodes.map(datagramsOut);
    network.run(10_000);
    for (const [index, node] of nodes.entries()) expect(datagramsOut(node) - (before[index] as number)).toBeLessThanOrEqual(10 * 10);
    for (const node of nodes.slice(1)) node.publish(`honest ${node.node.name}`);
    const complete = (): boolean =>
      nodes.every((node) => nodes.slice(1).every(({ node: { name } }) => node.texts().includes(`honest ${name}`)));
    expect(network.runUntil(complete, 10_000)).toBe(true);
  });
});
