import type { ControlServer } from '../control/server.js';
import { Wakeups } from '../control/wakeups.js';
import type { EventKind, Match, NodeEvent } from '../core/events.js';
import { formatAddress } from '../host/address.js';
import { openUdpNode } from '../host/open.js';
import type { UdpNode } from '../host/udp-node.js';
import { Lines, PRINTED_KINDS } from '../logging/lines.js';
import { VERSION } from '../version.js';
import { awaitVector, type Vector } from './await.js';
import { NodeFiles } from './files.js';
import { type Message, toMessage } from './message.js';
import type { AwaitOptions, NodeOptions, SearchOptions, SendOptions, WatchOptions } from './options.js';
import { searchFrom } from './search.js';
import { watchFrom } from './watch.js';

export interface PeerSummary {
  /** `ip:port`. */
  readonly address: string;
  /** Given by the user; otherwise learnt from a datagram. */
  readonly configured: boolean;
  /** Undefined: never. */
  readonly lastHeard: Date | undefined;
}

export interface RouteSummary {
  readonly destination: string;
  /** `ip:port` of the neighbour that packets for it go to. */
  readonly nextHop: string;
}

/** A gossip node in this process. Made by `Node.open`, ended by `close` (or `await using`). */
export class Node implements AsyncDisposable {
  readonly files: NodeFiles;
  private readonly wakeups: Wakeups;
  private server: ControlServer | undefined;

  private constructor(private readonly udp: UdpNode) {
    this.wakeups = new Wakeups(udp, udp.closing);
    this.files = new NodeFiles(udp, this.wakeups);
  }

  /** Throws INVALID_NAME, INVALID_ADDRESS (also for a port in use), INVALID_SETTING or DISK_FAILED; nothing is left open then. */
  static async open(options: NodeOptions): Promise<Node> {
    const node = new Node(await openUdpNode({ ...options, gossipAddress: options.gossipAddress ?? '127.0.0.1:0' }));
    try {
      if (options.uiPort !== undefined) await node.serve(options.uiPort, options);
    } catch (error) {
      await node.close();
      throw error;
    }
    return node;
  }

  get name(): string {
    return this.udp.facts.name;
  }

  /** `ip:port` as others should write it. */
  get gossipAddress(): string {
    return this.udp.facts.gossipAddress;
  }

  /** `ip:port` of the gRPC API; empty where there is none. */
  get uiAddress(): string {
    return this.udp.facts.uiAddress;
  }

  /** Aborted when the node begins to close, also by a Shutdown call. */
  get closing(): AbortSignal {
    return this.udp.closing;
  }

  /**
   * Publishes a text, or sends it to one node; resolves once this node has accepted it. Throws INVALID_TEXT, TEXT_TOO_LONG, IDS_EXHAUSTED,
   * NO_ROUTE, CLOSED.
   */
  async send(text: string, { to }: SendOptions = {}): Promise<Message> {
    await this.udp.settled();
    const { entry, position } = this.udp.command((node) => (to === undefined ? node.publish(text) : node.services.sendPrivate(text, to)));
    return toMessage(entry, position, (at) => this.udp.wallTime(at));
  }

  /** The messages from a position on (unless told otherwise: all that are kept), oldest first. Throws POSITION_GONE. */
  messages(from?: number): Message[] {
    const log = this.udp.query((node) => node.log);
    const start = from ?? log.oldest;
    const count = Math.max(0, log.end - start);
    return Array.from({ length: count }, (_, index) => toMessage(log.at(start + index), start + index, (at) => this.udp.wallTime(at)));
  }

  /** Every message from now or from a position on, each once and in log order. Ends when the node closes. */
  watch({ from = 'now', signal }: WatchOptions = {}): AsyncGenerator<Message, void> {
    const log = this.udp.query((node) => node.log);
    const start = from === 'now' ? log.end : from === 'beginning' ? log.oldest : from;
    return watchFrom(this.udp, this.wakeups, start, signal);
  }

  /** The nodes that this one knows the way to. */
  get routes(): readonly RouteSummary[] {
    return this.udp
      .query((node) => node.routes.list())
      .map(({ destination, nextHop }) => ({ destination, nextHop: formatAddress(nextHop) }));
  }

  /**
   * Searches for files of other nodes by keywords in their names: each match as it comes, and again where its chunks changed. Whoever stops
   * reading ends the search. Throws INVALID_REQUEST, TOO_MANY_SEARCHES, WRONG_STATE (simple mode), CLOSED.
   */
  search(keywords: readonly string[], options: SearchOptions = {}): AsyncGenerator<Match, void> {
    return searchFrom(this.udp, this.wakeups, keywords, options);
  }

  /** For each origin the next id, that is the last id held plus one. */
  status(): ReadonlyMap<string, number> {
    return new Map(this.udp.query((node) => node.vector()).map(({ identifier, nextId }) => [identifier, nextId]));
  }

  /** Resolves once the node holds at least the vector. Throws TIMED_OUT (with what is missing), CLOSED, or the signal's reason. */
  awaitRumors(vector: Vector, options: AwaitOptions = {}): Promise<void> {
    return awaitVector(this.udp, this.wakeups, vector, options);
  }

  /** Configured peers first, in the order in which they were given. */
  get peers(): readonly PeerSummary[] {
    return this.udp
      .query((node) => node.listPeers())
      .map(({ peer, configured, heardAt }) => ({
        address: formatAddress(peer),
        configured,
        lastHeard: heardAt === undefined ? undefined : new Date(this.udp.wallTime(heardAt)),
      }));
  }

  /** Makes `host:port` a configured peer. Throws INVALID_ADDRESS, TOO_MANY_PEERS, CLOSED. */
  async addPeer(address: string): Promise<void> {
    const peer = await this.udp.resolve(address);
    this.udp.command((node) => node.addPeer(peer));
  }

  /** Forgets a peer. False if there was none of this address. Throws INVALID_ADDRESS, CLOSED. */
  async removePeer(address: string): Promise<boolean> {
    const peer = await this.udp.resolve(address);
    return this.udp.command((node) => node.removePeer(peer));
  }

  /** Calls `listener` with every event of these kinds as it happens. Returns the way to stop it. */
  onEvent(kinds: Iterable<EventKind>, listener: (event: NodeEvent) => void): () => void {
    return this.udp.trace(new Set(kinds), listener);
  }

  /** Calls `listener` with the lines that `peerster node` prints, as they come, each with its line end. Returns the way to stop it. */
  onLines(listener: (lines: string) => void): () => void {
    const lines = new Lines(() => this.udp.query((node) => node.neighbours));
    return this.udp.trace(PRINTED_KINDS, (event) => {
      const text = lines.of(event);
      if (text !== '') listener(text);
    });
  }

  /** Closes the sockets at once; resolves once everything is gone. May be called again. */
  async close(): Promise<void> {
    this.udp.close();
    await this.server?.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  private async serve(port: number, { uiHost, insecure }: NodeOptions): Promise<void> {
    const { serveControl } = await import('../control/server.js'); // gRPC is heavy; who does not serve it does not load it
    this.server = await serveControl(this.udp, { host: uiHost ?? '127.0.0.1', port, insecure: insecure ?? false, version: VERSION });
    this.udp.facts.uiAddress = this.server.address;
  }
}
