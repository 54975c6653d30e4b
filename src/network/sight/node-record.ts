import type { Peer } from '../../core/context.js';
import { toHex } from '../../core/hash.js';
import { Log } from '../../core/log/log.js';
import type { Private, SearchReply, Simple } from '../../core/packet.js';
import type { Route } from '../../core/routing/table.js';
import { PacketCounters } from '../../wire/counters.js';

/** A neighbour that a node has heard, or was told of at its start. */
export interface HeardPeer {
  readonly peer: Peer;
  readonly configured: boolean;
  /** ms of the network's time; undefined: it has not been heard. */
  readonly heardAt: number | undefined;
}

/** Files that are remembered of the answers to searches. */
const MOST_FILES = 65_536;

/** What one node that tells nothing of itself has accepted and heard in one of its lives, as its traffic and its lines show it. */
export class NodeRecord {
  readonly log = new Log();
  readonly counters = new PacketCounters();
  private readonly heard = new Map<Peer, number | undefined>();
  private readonly routes = new Map<string, Route>();
  /** As the node itself printed them last. */
  private printedPeers: readonly Peer[] | undefined;
  /** By metahash: the chunks of files that answers to its searches told of. */
  private readonly chunkCounts = new Map<string, number>();
  private readonly listeners = new Set<() => void>();

  /** `configured`: the peers that it was started with. */
  constructor(
    readonly simple: boolean,
    private readonly configured: readonly Peer[],
  ) {
    for (const peer of configured) this.heard.set(peer, undefined);
  }

  /** Calls `listener` after whatever may have changed something here. Returns the way to stop it. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  changed(): void {
    for (const listener of this.listeners) listener();
  }

  /** The peers that it says it has; where it prints none, those that it has heard and was started with. */
  peers(): readonly HeardPeer[] {
    const peers = this.printedPeers ?? [...this.heard.keys()];
    return peers.map((peer) => ({ peer, configured: this.configured.includes(peer), heardAt: this.heard.get(peer) }));
  }

  /** Chunks of a file, as an answer to a search of the node said; 0 where none did. */
  chunkCount(metahash: string): number {
    return this.chunkCounts.get(metahash) ?? 0;
  }

  routeList(): readonly Route[] {
    return [...this.routes.values()];
  }

  /** An answer to a search of the node came. */
  found({ results }: SearchReply): void {
    for (const { metafileHash, chunkCount } of results) {
      if (this.chunkCounts.size < MOST_FILES) this.chunkCounts.set(toHex(metafileHash), chunkCount);
    }
  }

  hear(peer: Peer, at: number): void {
    this.heard.set(peer, at);
  }

  printed(peers: readonly Peer[]): void {
    this.printedPeers = peers.map((peer) => this.known(peer));
  }

  /** It holds a rumor by now. `relay`: undefined for its own. */
  accept(origin: string, id: number, text: string, relay: Peer | undefined, at: number): void {
    this.log.append({ kind: 'rumor', origin, id, text, destination: undefined, relay, at });
    if (relay !== undefined) this.route(origin, relay, id);
  }

  /** It is the destination of a private message that came, or the origin of one that left. */
  acceptPrivate({ origin, text, destination }: Private, relay: Peer | undefined, at: number): void {
    this.log.append({ kind: 'private', origin, id: 0, text, destination, relay, at });
  }

  acceptSimple({ originalName: origin, contents: text }: Simple, relay: Peer | undefined, at: number): void {
    this.log.append({ kind: 'simple', origin, id: 0, text, destination: undefined, relay, at });
  }

  /** Packets for `destination` go to `nextHop` from now on. Without an id: the node says so itself. */
  route(destination: string, nextHop: Peer, id = this.routes.get(destination)?.id ?? 0): void {
    this.routes.set(destination, { destination, nextHop: this.known(nextHop), id });
  }

  /** Peers are compared by identity: the one of this address, if there is one. */
  private known({ host, port }: Peer): Peer {
    for (const peer of this.heard.keys()) if (peer.port === port && peer.host === host) return peer;
    return { host, port };
  }
}
