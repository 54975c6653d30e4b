import { expect, it } from 'vitest';
import { rumor, status } from '../../src/core/packet.js';
import { only, type World } from './world.js';

export function aboutPeers(world: () => World): void {
  it('learns whoever sends it a packet as a peer', async () => {
    const [node, stranger] = [await world().spawn('A'), await world().stranger()];
    stranger.send(status([]), node);
    await world().until('the stranger is a peer', () => node.peers().includes(stranger.address));
    expect(node.events.filter(({ kind }) => kind === 'peer-learnt')).toHaveLength(1);
  });

  it('lists configured peers before learnt ones', async () => {
    const [first, second] = [await world().stranger(), await world().stranger()];
    const node = await world().spawn('A', { peers: [first] });
    second.send(status([]), node);
    await world().until('the second is learnt', () => node.peers().length === 2);
    expect(node.peers()).toEqual([first.address, second.address]);
  });

  it('learns nobody from datagrams that are no packets, counts each and changes nothing', async () => {
    const [node, bad, good] = [await world().spawn('A'), await world().stranger(), await world().stranger()];
    const datagrams = [[], [0xff], [0x12, 0x05, 0x01], [0x4a, 0x00], [0x0a, 0x00, 0x12, 0x00]];
    for (const bytes of datagrams) bad.send(new Uint8Array(bytes), node);
    await world().until('all are counted', () => sum(node.counters.drops) === datagrams.length);
    good.send(rumor('S', 1, 'hello'), node);
    await world().until('a good packet is read', () => node.texts().length === 1);
    expect(node.peers()).toEqual([good.address]);
    expect(node.counters.drops['unknown-kind']).toBeGreaterThan(0);
    expect(node.counters.drops['not-one-message']).toBeGreaterThan(0);
  });

  it('is no peer of its own', async () => {
    const [node, stranger] = [await world().spawn('A'), await world().stranger()];
    await node.addPeer(node);
    await node.addPeer(stranger);
    expect(node.peers()).toEqual([stranger.address]);
  });

  it('drops a SimpleMessage, being no node of simple mode', async () => {
    const [node, stranger] = [await world().spawn('A'), await world().stranger()];
    stranger.send({ kind: 'simple', originalName: 'S', relayPeerAddr: stranger.address, contents: 'hello' }, node);
    await world().until('it is dropped', () => node.counters.drops['not-in-mode'] === 1);
    expect(node.texts()).toEqual([]);
  });

  it('refuses names and ids that cannot be, and counts each', async () => {
    const [node, stranger] = [await world().spawn('A'), await world().stranger()];
    stranger.send(rumor('S', 0, 'no id'), node);
    stranger.send(rumor('S', 2 ** 32 - 1, 'the last id has no successor'), node);
    stranger.send(rumor('', 1, 'no name'), node);
    stranger.send(rumor('n'.repeat(256), 1, 'too long a name'), node);
    await world().until('all are dropped', () => node.counters.drops['bad-id'] === 2 && node.counters.drops['bad-name'] === 2);
    expect(node.vector()).toEqual({});
    expect(only('rumor', stranger.received)).toEqual([]);
  });
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
