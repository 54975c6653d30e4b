import type { Peer, PeerList } from '../../core/context.js';
import { Adjacency, Complete, type Links } from '../topology/links.js';
import { Wires } from './wires.js';

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
    return place < this.length ? this.peers[this.links.neighbour(this.node, place)] : undefined;
  }

  indexOf(peer: Peer): number {
    return this.links.place(this.node, peer.port);
  }

  *[Symbol.iterator](): Iterator<Peer> {
    for (let place = 0; place < this.length; place++) yield this.at(place) as Peer;
  }

  /** Of a complete graph, in which everybody's list gets shorter when somebody leaves. */
  without(place: number): PeerList {
    return this.length > FEW ? new FewerPeers(this, [place]) : [...this].toSpliced(place, 1);
  }
}

/** A view without some of its places. */
class FewerPeers implements PeerList {
  /** `missing`: ascending. */
  constructor(
    private readonly all: PeerList,
    private readonly missing: readonly number[],
  ) {}

  get length(): number {
    return this.all.length - this.missing.length;
  }

  at(place: number): Peer | undefined {
    return this.all.at(this.placeInAll(place));
  }

  indexOf(peer: Peer): number {
    const at = this.all.indexOf(peer);
    const before = this.missing.filter((place) => place < at).length;
    return at < 0 || this.missing[before] === at ? -1 : at - before;
  }

  *[Symbol.iterator](): Iterator<Peer> {
    for (let place = 0; place < this.length; place++) yield this.at(place) as Peer;
  }

  without(place: number): PeerList {
    return new FewerPeers(this.all, [...this.missing, this.placeInAll(place)].toSorted(ascending));
  }

  private placeInAll(place: number): number {
    let at = place;
    for (const missing of this.missing) if (missing <= at) at++;
    return at;
  }
}

/** What a node is given as its neighbours: a view where the graph allows one, else a list of its own. */
export function peersOf(node: number, links: Links | Wires, peers: readonly Peer[]): PeerList {
  const graph = links instanceof Wires ? links.unchanged(node) : links;
  if (graph === undefined) return Array.from((links as Wires).of(node), (other) => peers[other] as Peer);
  if (graph instanceof Complete || (graph instanceof Adjacency && graph.degree(node) <= FEW)) return new GraphPeers(peers, graph, node);
  return Array.from({ length: graph.degree(node) }, (_, at) => peers[graph.neighbour(node, at)] as Peer);
}

function ascending(a: number, b: number): number {
  return a - b;
}
