import type { Outbox, Peer } from '../core/context.js';
import type { DropReason, EventKind, NodeEvent } from '../core/events.js';
import { Node, type NodeOptions } from '../core/node.js';
import type { Dialect, Packet } from '../core/packet.js';
import { type Bundle, decode } from './codec.js';
import { COUNTED_AS, type PacketCounters } from './counters.js';
import { Departures } from './departures.js';

/** What an endpoint needs of the world. */
export interface EndpointHost {
  /** Sends a datagram. The bytes are the host's from then on. */
  send(datagram: Uint8Array, to: Peer): void;
  /** Asks for `wake` at this monotonic ms (Infinity: never). Replaces the last one asked for; waking up too early is harmless. */
  wakeAt(deadline: number): void;
}

export interface EndpointOptions extends Omit<NodeOptions, 'outbox'> {
  readonly host: EndpointHost;
  readonly counters: PacketCounters;
  /** Whether anybody listens to events of this kind. */
  readonly wants: (kind: EventKind) => boolean;
  readonly emit: (event: NodeEvent) => void;
  /** For endpoints of which each ends its turn before another begins one: they may share this. */
  readonly departures?: Departures;
  /** In place of `decode`, which it must not differ from. */
  readonly read?: (bytes: Uint8Array, dialect: Dialect) => Packet | Bundle | DropReason;
}

/**
 * A node that speaks bytes. A host calls any number of `onDatagram`, `act` and `wake`, and `flush` at the end of the turn: only
 * then do packets leave, so that many datagrams share one answer.
 */
export class Endpoint implements Outbox {
  readonly node: Node;
  private readonly departures: Departures;
  private readonly host: EndpointHost;
  private readonly counters: PacketCounters;
  private readonly isWanted: EndpointOptions['wants'];
  private readonly tell: EndpointOptions['emit'];
  private readonly read: NonNullable<EndpointOptions['read']>;
  private readonly isSelf: EndpointOptions['isSelf'];

  constructor(options: EndpointOptions) {
    const { counters, host } = options;
    this.host = host;
    this.counters = counters;
    this.isWanted = options.wants;
    this.tell = options.emit;
    this.read = options.read ?? decode;
    this.isSelf = options.isSelf;
    this.departures = options.departures ?? new Departures(host, counters);
    this.node = new Node({ ...options, outbox: this });
  }

  /** Reads a datagram. What is not understood is counted and changes nothing. */
  onDatagram(bytes: Uint8Array, from: Peer, now: number): void {
    if (this.isSelf(from)) return this.drop('own-address', from, bytes.length);
    const packet = this.read(bytes, this.node.peerDialect(from));
    if (typeof packet === 'string') return this.drop(packet, from, bytes.length);
    this.counters.countIn(COUNTED_AS[packet.kind], bytes.length);
    this.node.at(now);
    if (packet.kind !== 'bundle') return this.node.receive(packet, from);
    for (const rumor of packet.rumors) this.node.receive(rumor, from);
  }

  /** Runs a command as one step of the node. */
  act<T>(now: number, command: (node: Node) => T): T {
    return command(this.node.at(now));
  }

  wake(now: number): void {
    this.node.at(now);
  }

  /** Ends the turn: answers what came in it, sends what is to leave, and asks to be woken. */
  flush(): void {
    this.node.endTurn();
    this.departures.leave(this.node);
    this.host.wakeAt(this.node.nextDeadline);
  }

  /** Of the node: a packet leaves with the end of the turn. */
  send(packet: Packet, to: Peer): void {
    this.departures.add(packet, to);
  }

  wants(kind: EventKind): boolean {
    return this.isWanted(kind);
  }

  emit(event: NodeEvent): void {
    if (event.kind === 'dropped') this.counters.countDrop(event.reason);
    if (this.isWanted(event.kind)) this.tell(event);
  }

  private drop(reason: DropReason, from: Peer, bytes: number): void {
    this.emit({ kind: 'dropped', reason, from, bytes });
  }
}
