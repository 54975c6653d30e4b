import type { Outbox, Peer } from '../core/context.js';
import type { DropReason, EventKind, NodeEvent } from '../core/events.js';
import { Node, type NodeOptions } from '../core/node.js';
import { decode } from './codec.js';
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
}

/**
 * A node that speaks bytes. A host calls any number of `onDatagram`, `act` and `wake`, and `flush` at the end of the turn: only
 * then do packets leave, so that many datagrams share one answer.
 */
export class Endpoint {
  readonly node: Node;
  private readonly departures: Departures;

  constructor(private readonly options: EndpointOptions) {
    const { counters, host, wants, emit } = options;
    const outbox: Outbox = {
      send: (packet, to) => this.departures.add(packet, to),
      wants,
      emit: (event) => {
        if (event.kind === 'dropped') counters.countDrop(event.reason);
        if (wants(event.kind)) emit(event);
      },
    };
    this.departures = new Departures(host, counters, options.settings.bundleBytes);
    this.node = new Node({ ...options, outbox });
  }

  /** Reads a datagram. What is not understood is counted and changes nothing. */
  onDatagram(bytes: Uint8Array, from: Peer, now: number): void {
    if (this.options.isSelf(from)) return this.drop('own-address', from, bytes.length);
    const packet = decode(bytes, this.node.peerDialect(from));
    if (typeof packet === 'string') return this.drop(packet, from, bytes.length);
    this.options.counters.countIn(COUNTED_AS[packet.kind], bytes.length);
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
    this.options.host.wakeAt(this.node.nextDeadline);
  }

  private drop(reason: DropReason, from: Peer, bytes: number): void {
    const { counters, wants, emit } = this.options;
    counters.countDrop(reason);
    if (wants('dropped')) emit({ kind: 'dropped', reason, from, bytes });
  }
}
