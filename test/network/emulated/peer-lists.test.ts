import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/random.js';
import { peersOf } from '../../../src/network/emulated/peer-lists.js';
import { VirtualPeer } from '../../../src/network/emulated/virtual-peer.js';
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
});
