import type { EventKind, NodeEvent } from './events.js';
import type { Packet } from './packet.js';
import type { Random } from './random.js';
import type { Timers } from './timers.js';

/** Where a node is reached. Interned by the host: compare with `===`. Holds no state of any node. */
export interface Peer {
  readonly host: string;
  readonly port: number;
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
