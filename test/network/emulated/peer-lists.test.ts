import { describe, expect, it } from 'vitest';
import type { PeerList } from '../../../src/core/context.js';
import { Random } from '../../../src/core/random.js';
import { peersOf } from '../../../src/network/emulated/peer-lists.js';
import { VirtualPeer } from '../../../src/network/emulated/virtual-peer.js';
import { Wires } from '../../../src/network/emulated/wires.js';
import { makeLinks } from '../../../src/network/topology/registry.js';

const NODES = 40;
const PEERS = Array.from({ length: NODES }, (_, index) => new VirtualPeer(index));

describe.each(['complete', 'regular:8', 'star', 'line'])('the neighbours of a node of a %s', (topology) => {
  const links = makeLinks(topology, NODES, new Random(1));

  it('are those of the graph, each at one place', () => {
    for (let node = 0; node < NODES; node++) {
      const list = peersOf(node, links, PEERS);
      const listed = Array.from({ length: list.length }, (_, at) => list.at(at));
      expect(listed).toEqual(Array.from({ length: links.degree(node) }, (_, at) => PEERS[links.neighbour(node, at)]));
      listed.forEach((peer, at) => expect(list.indexOf(peer as VirtualPeer)).toBe(at));
      const strangers = PEERS.filter((peer) => !listed.includes(peer));
      for (const stranger of strangers) expect(list.indexOf(stranger)).toBe(-1);
    }
  });

  it('are without those who have left, each still at one place', () => {
    for (let node = 0; node < NODES; node++) {
      let list: PeerList = peersOf(node, links, PEERS);
      const model = [...list];
      for (const leaver of [3, 0, 30, 3]) {
        if (leaver >= model.length || list.without === undefined) continue;
        list = list.without(leaver);
        const [gone] = model.splice(leaver, 1);
        expect(list.indexOf(gone as VirtualPeer)).toBe(-1);
      }
      expect([list.length, [...list]]).toEqual([model.length, model]);
      model.forEach((peer, at) => expect([list.at(at), list.indexOf(peer)]).toEqual([peer, at]));
      expect(list.at(model.length)).toBeUndefined();
    }
  });
});

describe('in a network whose wires come and go', () => {
  const wires = new Wires(makeLinks('complete', NODES, new Random(1)));
  wires.cut(0, 1);

  it('a node whose wires have changed begins with those of now, and any other with the graph', () => {
    expect([...peersOf(0, wires, PEERS)]).toEqual(PEERS.slice(2));
    expect([...peersOf(2, wires, PEERS)]).toEqual(PEERS.filter((peer) => peer.port !== 2));
    expect(Array.isArray(peersOf(2, wires, PEERS))).toBe(false);
  });
});
