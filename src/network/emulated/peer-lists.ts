import type { Peer, PeerList } from '../../core/context.js';
import { Adjacency, Complete, type Links } from '../topology/links.js';

/** Neighbours up to which looking through a graph for one is as quick as anything. */
const FEW = 16;

/** The neighbours of a node in a graph that does not change: nothing is stored. */
class GraphPeers implements PeerList {
  constructor(
    private readonly peers: readonly Peer[],
    private readonly links: Adjacency | Complete,
    private readonly node: number,
  ) {}

  get length(): number {
    return this.links.degree(this.node);
  }

  at(place: number): Peer | undefined {
    return this.peers[this.links.neighbour(this.node, place)];
  }

  indexOf(peer: Peer): number {
    return this.links.place(this.node, peer.port);
  }
}

/** What a node is given as its neighbours: a view where the graph allows one, else a list of its own. */
export function peersOf(node: number, links: Links, peers: readonly Peer[]): PeerList {
  if (links instanceof Complete || (links instanceof Adjacency && links.degree(node) <= FEW)) return new GraphPeers(peers, links, node);
  const list = new Array<Peer>(links.degree(node));
  for (let at = 0; at < list.length; at++) list[at] = peers[links.neighbour(node, at)] as Peer;
  return list;
}
