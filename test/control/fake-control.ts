import type { FileControl, NodeControl } from '../../src/control/node-control.js';
import type { Peer } from '../../src/core/context.js';
import { PeersterError } from '../../src/core/errors.js';
import type { EventKind, NodeEvent } from '../../src/core/events.js';
import { type Entry, Log } from '../../src/core/log/log.js';
import { Node, type PeerInfo, type Published } from '../../src/core/node.js';
import { Random } from '../../src/core/random.js';
import { DEFAULT_SETTINGS } from '../../src/core/settings.js';
import { MACHINE_CLOCK } from '../../src/host/machine-clock.js';
import { Settling } from '../../src/host/settling.js';
import { PacketCounters } from '../../src/wire/counters.js';

/** What a test wants to be different. */
interface Options {
  readonly log?: Log;
  readonly incarnation?: string;
  /** Whether own ids may be issued from the start. */
  readonly settled?: boolean;
}

/** A node with a real log and vector and no network: the test decides what arrives and when. */
export class FakeControl implements NodeControl {
  readonly facts;
  readonly clock = MACHINE_CLOCK;
  readonly counters = new PacketCounters();
  readonly files: FileControl = { share: noDisk, shareBytes: noDisk, content: () => refused() };
  sendErrors = 0;
  readonly log: Log;
  private readonly nextIds = new Map<string, number>();
  private readonly peers = new Map<string, PeerInfo>();
  private readonly addresses = new Map<string, Peer>();
  private readonly taps = new Set<() => void>();
  private readonly traces = new Set<{ kinds: ReadonlySet<EventKind>; listener: (event: NodeEvent) => void }>();
  private readonly ender = new AbortController();
  private readonly settling = new Settling(() => this.mayIssueIds);
  private mayIssueIds: boolean;
  private acceptedAt = 0;

  constructor({ log = new Log(), incarnation = 'first-run', settled = true }: Options = {}) {
    this.log = log;
    this.facts = { name: 'ann', incarnation, gossipAddress: '127.0.0.1:5000', uiAddress: '127.0.0.1:10000', startTime: 1_700_000_000_250 };
    this.node = this.makeNode() as Node;
    this.mayIssueIds = settled;
  }

  get closing(): AbortSignal {
    return this.ender.signal;
  }

  /** Watches of the log and the vector, and traces, that are open. */
  get listeners(): number {
    return this.taps.size + this.traces.size;
  }

  settle(): void {
    this.mayIssueIds = true;
    this.settling.check();
  }

  /** A rumor comes from another node (or, without `relay`, is published here). */
  accept(origin: string, text: string, relay?: Peer, kind: Entry['kind'] = 'rumor'): Published {
    const id = this.nextIds.get(origin) ?? 1;
    this.nextIds.set(origin, id + 1);
    const entry = { kind, origin, id, text, destination: undefined, relay, at: ++this.acceptedAt };
    return { entry, position: this.log.append(entry) };
  }

  /** Ends a turn: tells those who wait. */
  turn(): void {
    for (const listener of this.taps) listener();
  }

  emit(event: NodeEvent): void {
    for (const { kinds, listener } of this.traces) if (kinds.has(event.kind)) listener(event);
  }

  receiveBufferErrors(): number | undefined {
    return 3;
  }

  command<T>(act: (node: Node) => T): T {
    if (this.closing.aborted) throw new PeersterError('CLOSED', 'the node is closed');
    const value = act(this.node);
    this.turn();
    return value;
  }

  query<T>(read: (node: Node) => T): T {
    return read(this.node);
  }

  settled(signal: AbortSignal): Promise<void> {
    return this.settling.wait(signal);
  }

  tap(listener: () => void): () => void {
    this.taps.add(listener);
    return () => void this.taps.delete(listener);
  }

  trace(kinds: ReadonlySet<EventKind>, listener: (event: NodeEvent) => void): () => void {
    const trace = { kinds, listener };
    this.traces.add(trace);
    return () => void this.traces.delete(trace);
  }

  async resolve(address: string): Promise<Peer> {
    const match = /^(.+):(\d+)$/.exec(address);
    if (match === null) throw new PeersterError('INVALID_ADDRESS', `"${address}" is not an address`, { address });
    const peer = this.addresses.get(address) ?? { host: match[1] as string, port: Number(match[2]) };
    this.addresses.set(address, peer);
    return peer;
  }

  wallTime(at: number): number {
    return this.facts.startTime + at;
  }

  close(): void {
    this.ender.abort();
  }

  private readonly node: Node;
  private readonly quiet = quietNode();

  private makeNode(): Partial<Node> {
    const { quiet } = this;
    return {
      get files() {
        return quiet.files;
      },
      name: 'ann',
      simple: false,
      settings: DEFAULT_SETTINGS,
      log: this.log,
      publish: (text) => this.publish(text),
      vector: () => [...this.nextIds].map(([identifier, nextId]) => ({ identifier, nextId })),
      nextId: (origin) => this.nextIds.get(origin) ?? 1,
      addPeer: (peer) => this.addPeer(peer),
      removePeer: (peer) => this.peers.delete(`${peer.host}:${peer.port}`),
      listPeers: () => [...this.peers.values()],
      routes: quiet.routes,
      services: quiet.services,
    };
  }

  private publish(text: string): Published {
    if (text === '') throw new PeersterError('INVALID_TEXT', 'the text is empty');
    if (Buffer.byteLength(text) > 8_192) throw new PeersterError('TEXT_TOO_LONG', 'the text is longer than 8192 bytes');
    return this.accept('ann', text);
  }

  private addPeer(peer: Peer): PeerInfo | undefined {
    if (`${peer.host}:${peer.port}` === this.facts.gossipAddress) return undefined;
    const info: PeerInfo = { peer, configured: true, heardAt: undefined, dialect: undefined, abilities: 0 };
    this.peers.set(`${peer.host}:${peer.port}`, info);
    return info;
  }
}

/** A real node that nothing has come to, for what no test sets up. */
function quietNode(): Node {
  const outbox = { send: () => {}, wants: () => false, emit: () => {} };
  const place = { address: '127.0.0.1:5000', peers: [], isSelf: () => false };
  return new Node({ name: 'ann', settings: DEFAULT_SETTINGS, random: new Random(1), outbox, simple: false, now: 0, ...place });
}

function refused(): never {
  throw new PeersterError('UNSUPPORTED', 'there is no disk');
}

async function noDisk(): Promise<never> {
  refused();
}
