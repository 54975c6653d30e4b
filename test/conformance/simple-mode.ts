import { expect, it } from 'vitest';
import { rumor, simple } from '../../src/core/packet.js';
import { type Inhabitant, only, type World } from './world.js';

export function aboutSimpleMode(world: () => World): void {
  it('in simple mode hands a text along a line, each node once', async () => {
    const line = await chain(world(), 4);
    await line[0]?.publish('hello');
    await world().until('the end has it', () => line[3]?.texts().length === 1);
    for (const node of line) expect(node.texts()).toEqual(['hello']);
  });

  it('in simple mode hands a text around a ring and no further', async () => {
    const ring = await chain(world(), 4);
    await ring[0]?.addPeer(ring[3] as Inhabitant);
    await ring[3]?.addPeer(ring[0] as Inhabitant);
    await ring[1]?.publish('hello');
    await world().until('all have it', () => ring.every((node) => node.texts().length >= 1));
    expect(ring[1]?.texts()).toEqual(['hello']);
  });

  it('in simple mode relays with its own address, to all but the sender', async () => {
    const [before, after] = [await world().stranger(), await world().stranger()];
    const node = await world().spawn('A', { simple: true, peers: [after] });
    before.send(simple('S', before.address, 'hello'), node);
    await world().until('it is relayed', () => after.received.length === 1);
    expect(after.received).toEqual([simple('S', node.address, 'hello')]);
    expect(before.received).toEqual([]);
    expect(node.peers()).toEqual([after.address, before.address]);
  });

  it('in simple mode drops rumors and tells no Status', async () => {
    const stranger = await world().stranger();
    const node = await world().spawn('A', { simple: true, peers: [stranger] });
    stranger.send(rumor('S', 1, 'hello'), node);
    await world().until('it is dropped', () => node.counters.drops['not-in-mode'] === 1);
    await node.publish('mine');
    await world().until('its own text comes', () => only('simple', stranger.received).length === 1);
    expect(only('status', stranger.received)).toEqual([]);
    expect(node.vector()).toEqual({});
  });
}

/** Nodes in simple mode, each a peer of the next and of the one before. */
async function chain(world: World, length: number): Promise<readonly Inhabitant[]> {
  const nodes = [await world.spawn('n0', { simple: true })];
  while (nodes.length < length) {
    const before = nodes[nodes.length - 1] as Inhabitant;
    const next = await world.spawn(`n${nodes.length}`, { simple: true, peers: [before] });
    await before.addPeer(next);
    nodes.push(next);
  }
  return nodes;
}
