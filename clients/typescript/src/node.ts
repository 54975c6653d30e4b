import {
  type AddPeerResponse,
  type Event,
  type EventKind,
  type File,
  type GetNodeResponse,
  type Message,
  type MessageFilter,
  type NodeServiceClient,
  type Peer,
  type Route,
  type SendMessageResponse,
} from '../../../src/gen/peerster/v1/node.js';
import { type Connection, type ConnectOptions, connect } from './connect.js';
import { Download } from './download.js';
import { toDuration } from './durations.js';
import { explaining } from './errors.js';
import { Search } from './search.js';
import { type Content, share, sharePath } from './share.js';
import { Subscription } from './subscription.js';
import { fromVector, toVector, type Vector } from './vector.js';
import { type WatchOptions, watch } from './watch.js';

/** Ends a call: it fails with an AbortError, but for a watch, which ends quietly. */
export interface Until {
  readonly signal?: AbortSignal;
}

export interface SendOptions extends Until {
  /** Only for the node of this name: a private message. */
  readonly to?: string | undefined;
  /** With one, the call may be repeated safely. */
  readonly requestId?: string | undefined;
}

/** Most of a page. */
const PAGE = 1_000;

/**
 * A node, wherever it runs: a process of its own, or one of a network. Its methods fail with CallError. Times are ms; on an emulated
 * network they are virtual and pass while a call waits.
 */
export class Node {
  /** The generated client, for whatever has no method here. */
  readonly rpc: NodeServiceClient;

  constructor(private readonly connection: Connection) {
    this.rpc = connection.node;
  }

  /** The node with its UIPort at an address, or one by its name through the port of its network. Nothing is sent before the first call. */
  static connect(address: string, options: ConnectOptions = {}): Node {
    return new Node(connect(address, options, explaining));
  }

  get address(): string {
    return this.connection.address;
  }

  /** Ends the connection, not the node. A node of a network shares the network's, and closes nothing. */
  close(): void {
    this.connection.close();
  }

  /** Who it is, how it is set and what it has counted. */
  info(until: Until = {}): Promise<GetNodeResponse> {
    return this.rpc.getNode({}, until);
  }

  /** Publishes a text as a rumor for everybody, or sends it to one node. */
  send(text: string, { to = '', requestId = '', ...until }: SendOptions = {}): Promise<SendMessageResponse> {
    return this.rpc.sendMessage({ text, destination: to, requestId }, until);
  }

  /** Everything that it has accepted, oldest first, over as many pages as it takes. */
  async *messages(filter?: Partial<MessageFilter>, until: Until = {}): AsyncGenerator<Message, void> {
    for (let pageToken = ''; ; ) {
      const page = await this.rpc.listMessages({ pageSize: PAGE, pageToken, filter }, until);
      yield* page.messages;
      pageToken = page.nextPageToken;
      if (pageToken === '') return;
    }
  }

  /** Every message that it accepts, exactly once and in the order of its log, across cuts and restarts of the node. */
  watch(options: WatchOptions = {}): AsyncGenerator<Message, void> {
    return watch(this.connection, options);
  }

  /** As `watch`, and resolves once the subscription stands: whatever is accepted from then on will come. */
  subscribe(options: WatchOptions = {}): Promise<AsyncIterableIterator<Message>> {
    return Subscription.open(this.connection, options);
  }

  /** Its trace as it happens, of these kinds or of all. `onSubscribed`: from now on none is left out. It does not resume after a cut. */
  async *events(
    kinds: readonly EventKind[] = [],
    { onSubscribed, ...until }: Until & { onSubscribed?: () => void } = {},
  ): AsyncGenerator<Event, void> {
    for await (const { item } of this.rpc.watchEvents({ kinds: [...kinds] }, until)) {
      if (item?.$case === 'subscribed') onSubscribed?.();
      else if (item?.$case === 'event') yield item.value;
    }
  }

  /** Undefined for its own address, which is no peer. */
  async addPeer(address: string, until: Until = {}): Promise<AddPeerResponse['peer']> {
    return (await this.rpc.addPeer({ address }, until)).peer;
  }

  /** Forgets a peer; it is learnt again if it is heard from. */
  async removePeer(address: string, until: Until = {}): Promise<void> {
    await this.rpc.removePeer({ address }, until);
  }

  /** Configured ones first. */
  async peers(until: Until = {}): Promise<readonly Peer[]> {
    return (await this.rpc.listPeers({}, until)).peers;
  }

  /** For each node of which a rumor came the neighbour that what is for it goes to. */
  async routes(until: Until = {}): Promise<readonly Route[]> {
    return (await this.rpc.listRoutes({}, until)).routes;
  }

  /** Its vector. */
  async status(until: Until = {}): Promise<Vector> {
    return toVector((await this.rpc.getStatus({}, until)).origins);
  }

  /** Resolves once it holds at least a vector. The reason TIMED_OUT comes with what is missing. */
  async awaitRumors(vector: Vector, { timeout = 10_000, ...until }: Until & { timeout?: number } = {}): Promise<Vector> {
    return toVector((await this.rpc.awaitRumors({ origins: fromVector(vector), timeout: toDuration(timeout) }, until)).origins);
  }

  /** Searches for files of other nodes by keywords in their names. `budget`: how many nodes it may reach; unset: it widens by itself. */
  search(keywords: readonly string[], { budget = 0, ...until }: Until & { budget?: number } = {}): Search {
    return new Search(this.rpc.searchFiles({ keywords: [...keywords], budget: BigInt(budget) }, until));
  }

  /** A search of this node from its first match on. */
  followSearch(searchId: number, until: Until = {}): Search {
    return new Search(this.rpc.searchFiles({ searchId }, until));
  }

  async cancelSearch(searchId: number, until: Until = {}): Promise<void> {
    await this.rpc.cancelSearch({ searchId }, until);
  }

  /** Shares bytes under a name: others find them by that and get them by their metahash. If `content` throws, nothing is shared. */
  share(name: string, content: Content, until: Until = {}): Promise<File> {
    return share(this.rpc, name, content, until.signal);
  }

  /** Shares a file under the node's own shared folder. */
  sharePath(path: string, until: Until = {}): Promise<File> {
    return sharePath(this.rpc, path, until);
  }

  /** What it shares, gets and has got. */
  async files(until: Until = {}): Promise<readonly File[]> {
    return (await this.rpc.listFiles({}, until)).files;
  }

  /** Gets a file into the node's downloads folder under a name, from these nodes or, without any, from whoever a search of it found. */
  download(metahash: string, name: string, { sources = [], ...until }: Until & { sources?: readonly string[] } = {}): Download {
    return new Download(this.rpc.downloadFile({ metahash, name, sources: [...sources] }, until));
  }

  /** Ends a download; chunks that came are kept. */
  async cancelDownload(metahash: string, until: Until = {}): Promise<void> {
    await this.rpc.cancelDownload({ metahash }, until);
  }

  /** The bytes of a file that it has, in order. */
  async *readFile(metahash: string, until: Until = {}): AsyncGenerator<Uint8Array, void> {
    for await (const { data } of this.rpc.readFile({ metahash }, until)) yield data;
  }

  /** Closes the node as SIGTERM does. */
  async shutdown(until: Until = {}): Promise<void> {
    await this.rpc.shutdown({}, until);
  }
}
