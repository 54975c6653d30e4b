import type { FileControl, NodeControl, NodeFacts } from '../control/node-control.js';
import { PeersterError } from '../core/errors.js';
import type { EventKind, NodeEvent } from '../core/events.js';
import type { Node, NodeOptions } from '../core/node.js';
import { Random } from '../core/random.js';
import type { Settings } from '../core/settings.js';
import { PacketCounters } from '../wire/counters.js';
import { Endpoint } from '../wire/endpoint.js';
import { type Address, formatAddress, parseAddress } from './address.js';
import type { AddressBook } from './address-book.js';
import { Backlog } from './backlog.js';
import { receiveBufferErrors } from './drops.js';
import { Disk } from './files/disk.js';
import type { Folders } from './files/folders.js';
import type { Home } from './files/home.js';
import { MACHINE_CLOCK } from './machine-clock.js';
import { Names } from './names.js';
import type { Report } from './report.js';
import { numericHost } from './resolve.js';
import { Settling } from './settling.js';
import { Taps } from './taps.js';
import { Traces } from './traces.js';
import { Turns } from './turns.js';
import type { UdpSocket } from './udp.js';
import type { UdpPeer } from './udp-peer.js';

export interface UdpNodeParts {
  readonly facts: NodeFacts;
  readonly settings: Settings;
  readonly simple: boolean;
  readonly rule: NodeOptions['rule'] | undefined;
  readonly seed: number;
  readonly peers: readonly UdpPeer[];
  readonly socket: UdpSocket;
  readonly book: AddressBook;
  readonly report: Report;
  readonly folders: Folders;
  /** What the data folder holds, where there is one; the node's from now on. */
  readonly home: Home | undefined;
}

/** A node on a UDP socket: the endpoint, its socket and its timer. Made by `openUdpNode`. */
export class UdpNode implements NodeControl {
  readonly clock = MACHINE_CLOCK;
  readonly counters = new PacketCounters();
  readonly facts: NodeFacts & { gossipAddress: string; uiAddress: string };
  private readonly endpoint: Endpoint;
  private readonly taps = new Taps();
  private readonly traces = new Traces();
  private readonly turns = new Turns(
    () => this.flush(),
    () => this.endpoint.wake(performance.now()),
  );
  private readonly settling = new Settling(() => this.endpoint.node.settled);
  private readonly names: Names;
  private readonly disk: Disk;
  private readonly closer = new AbortController();
  private readonly dropsAtStart = receiveBufferErrors();
  private socket: UdpSocket;
  /** What has arrived while the node stands still. */
  private backlog: Backlog | undefined;
  /** Steps that wait while the node stands still. */
  private readonly steps: ((node: Node) => void)[] = [];
  /** Wall clock minus monotonic clock. */
  private readonly clockOffset: number;

  constructor(private readonly parts: UdpNodeParts) {
    this.facts = { ...parts.facts };
    this.socket = parts.socket;
    this.clockOffset = parts.facts.startTime - performance.now();
    this.disk = new Disk(
      parts.folders,
      parts.home,
      (act) => this.command(({ files }) => act(files)),
      (act) => this.step(({ files }) => act(files)),
    );
    this.endpoint = this.makeEndpoint();
    this.names = this.makeNames();
    this.listen();
    this.turns.request(); // arms the first timers
  }

  get files(): FileControl {
    return this.disk;
  }

  get closing(): AbortSignal {
    return this.closer.signal;
  }

  get sendErrors(): number {
    return this.socket.sendErrors;
  }

  receiveBufferErrors(): number | undefined {
    const now = receiveBufferErrors();
    return now === undefined || this.dropsAtStart === undefined ? undefined : now - this.dropsAtStart;
  }

  command<T>(act: (node: Node) => T): T {
    if (this.closing.aborted) throw closed();
    if (this.backlog !== undefined) throw new PeersterError('WRONG_STATE', 'the node stands still: it was paused, or has crashed');
    this.turns.request();
    return this.endpoint.act(performance.now(), act);
  }

  query<T>(read: (node: Node) => T): T {
    return read(this.endpoint.node);
  }

  settled(signal?: AbortSignal): Promise<void> {
    return this.closing.aborted ? Promise.reject(closed()) : this.settling.wait(signal);
  }

  tap(listener: () => void): () => void {
    return this.taps.add(listener);
  }

  trace(kinds: ReadonlySet<EventKind>, listener: (event: NodeEvent) => void): () => void {
    return this.traces.add(kinds, listener);
  }

  async resolve(text: string): Promise<UdpPeer> {
    const address = parseAddress(text, 'peer');
    const peer = await this.lookUp(address);
    if (address.family === 0) this.names.add(address, peer);
    return peer;
  }

  /** Goes on trying to resolve the name of a configured peer. */
  watchName(address: Address, peer: UdpPeer | undefined): void {
    this.names.add(address, peer);
  }

  wallTime(at: number): number {
    return at + this.clockOffset;
  }

  close(): void {
    if (this.closing.aborted) return;
    if (this.backlog === undefined) this.endpoint.flush(); // what has been accepted gets its one chance to leave
    this.turns.stop();
    this.names.stop();
    this.socket.close();
    this.disk.close();
    this.closer.abort(closed());
    this.settling.giveUp(closed());
  }

  /** It does nothing until `resume`, and refuses commands with WRONG_STATE; what arrives waits as in a socket's buffer. */
  pause(): void {
    this.backlog = new Backlog();
    this.turns.stop();
  }

  resume(): void {
    const waiting = this.backlog?.take() ?? [];
    this.goOn();
    for (const { bytes, host, port } of waiting) this.onDatagram(bytes, host, port);
  }

  /** The socket is gone in this moment, as in a crash. What the node holds stays, until `revive` or `close`. */
  halt(): void {
    this.pause();
    this.socket.close();
  }

  /** Goes on after `halt`, on another socket. */
  revive(socket: UdpSocket): void {
    this.socket = socket;
    this.facts.gossipAddress = formatAddress(socket.address);
    this.listen();
    this.goOn();
  }

  private goOn(): void {
    this.backlog = undefined;
    this.turns.start();
    for (const step of this.steps.splice(0)) this.command(step);
  }

  /** Runs a command that nobody waits for: now, or when the node goes on. */
  private step(act: (node: Node) => void): void {
    if (this.backlog === undefined) this.command(act);
    else this.steps.push(act);
  }

  private listen(): void {
    const { socket, parts } = this;
    socket.onSendError = (host, port) => this.names.suspect(parts.book.intern(host, port));
    socket.receive((bytes, host, port) => this.onDatagram(bytes, host, port));
  }

  private onDatagram(bytes: Uint8Array, host: string, port: number): void {
    if (this.backlog !== undefined) return this.backlog.put({ bytes, host, port });
    if (port === 0) return this.counters.countDrop('malformed'); // forged: nothing can be answered
    this.endpoint.onDatagram(bytes, this.parts.book.intern(host, port), performance.now());
    this.turns.request();
  }

  private flush(): void {
    this.endpoint.flush();
    this.settling.check();
    this.taps.notify(this.changes());
  }

  /** Differs from its last value if the log or the vector has changed: both only grow. */
  private changes(): number {
    const { log, vectorVersion } = this.endpoint.node;
    return log.end + vectorVersion;
  }

  private async lookUp(address: Address): Promise<UdpPeer> {
    return this.parts.book.intern(await numericHost(address, this.socket.address), address.port);
  }

  private makeEndpoint(): Endpoint {
    const { facts, settings, simple, rule, seed, peers } = this.parts;
    return new Endpoint({
      name: facts.name,
      settings,
      simple,
      ...(rule === undefined ? {} : { rule }),
      peers,
      fileHost: () => this.disk,
      random: new Random(seed),
      address: facts.gossipAddress,
      now: performance.now(),
      counters: this.counters,
      host: { send: (datagram, to) => this.socket.send(datagram, to as UdpPeer), wakeAt: (deadline) => this.turns.wakeAt(deadline) },
      isSelf: (peer) => (peer as UdpPeer).isSelf,
      wants: (kind) => this.traces.wants(kind),
      emit: (event) => this.traces.emit(event),
    });
  }

  private makeNames(): Names {
    return new Names({
      resolve: (address) => this.lookUp(address),
      heardAt: (peer) => this.heardAt(peer),
      moved: (from, to) => {
        if (from !== undefined) this.step((node) => node.removePeer(from));
        this.step((node) => node.addPeer(to));
      },
      report: this.parts.report,
    });
  }

  private heardAt(peer: UdpPeer): number | undefined | 'gone' {
    const info = this.endpoint.node.listPeers().find((each) => each.peer === peer);
    return info?.configured ? info.heardAt : 'gone';
  }

  /** The peers that must stay the same objects. */
  *held(): Iterable<UdpPeer> {
    yield* this.endpoint.node.neighbours as readonly UdpPeer[];
    yield* this.names.peers();
  }
}

function closed(): PeersterError {
  return new PeersterError('CLOSED', 'the node is closing');
}
