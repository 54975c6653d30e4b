import type { EventKind, NodeEvent } from './events.js';
import type { Packet } from './packet.js';
import type { Random } from './random.js';
import type { Timers } from './timers.js';

/** Where a node is reached. Interned by the host: compare with `===`. Holds no state of any node. */
export interface Peer {
  readonly host: string;
  readonly port: number;
}

/**
 * Neighbours in their order, as a host hands them over. An array is such a list; so is a view of a graph, which stores nothing. A list
 * that is no array has nobody twice and not the node itself.
 */
export interface PeerList extends Iterable<Peer> {
  readonly length: number;
  /** Undefined beyond the end. */
  at(place: number): Peer | undefined;
  /** −1 for one who is not in it. */
  indexOf(peer: Peer): number;
  /** The same without the one at a place, where that takes less than a list of its own. */
  without?(place: number): PeerList;
}

/** The only way out of the core. Calls take effect at once from the core's view; the host batches them until the step ends. */
export interface Outbox {
  send(packet: Packet, to: Peer): void;
  /** Whether anybody listens to events of this kind: build an event only then. */
  wants(kind: EventKind): boolean;
  emit(event: NodeEvent): void;
}

/** What every part of a node is given: who it is, what time it is, and the ways to chance, to later and to others. */
export interface Context {
  readonly name: string;
  /** Monotonic milliseconds; stands still during one step. */
  readonly now: number;
  readonly random: Random;
  readonly timers: Timers;
  readonly outbox: Outbox;
}
