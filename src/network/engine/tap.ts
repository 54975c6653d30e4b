import type { EventKind, NodeEvent } from '../../core/events.js';

/** What travels, as counters name it. */
export type PacketKind = string;

/**
 * Looks at a network while it runs. Nodes are numbers, times ms of the network's time. Whatever is left out costs nothing; what is
 * called must only take note.
 */
export interface Tap {
  /** A datagram left `from` for `to`. `bytes`: without headers. `delay`: the ms it takes, or DROP. */
  packet?(at: number, from: number, to: number, kind: PacketKind, bytes: number, delay: number): void;
  /** A node holds a rumor that it did not hold before. `from`: who delivered it; −1 where it was published. */
  accepted?(at: number, node: number, origin: string, id: number, from: number): void;
  /** A node was added, crashed, came back, was paused, goes on, or is gone. */
  node?(at: number, node: number, change: NodeChange): void;
  link?(at: number, a: number, b: number, isUp: boolean): void;
  /** The trace of a node, of the kinds wanted. */
  event?(at: number, node: number, event: NodeEvent): void;
  wants?(kind: EventKind): boolean;
}

/** `restarted`: with all that it held; `reborn`: as a new node under its old name. */
export type NodeChange = 'added' | 'crashed' | 'restarted' | 'reborn' | 'paused' | 'resumed' | 'removed';
