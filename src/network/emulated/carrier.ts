import type { NodeEvent, EventKind } from '../../core/events.js';
import type { Node, NodeOptions } from '../../core/node.js';
import type { Packet } from '../../core/packet.js';
import type { Peer } from '../../core/context.js';
import type { Bundle } from '../../wire/codec.js';
import type { PacketCounters } from '../../wire/counters.js';

/** What travels: a packet itself, or its bytes. */
export type Parcel = Packet | Bundle | Uint8Array;

/** A parcel on its way, in whatever it travels in. */
export type Freight = Parcel | Wrapped;

/** A parcel with what a passage notes of it. */
export interface Wrapped {
  readonly parcel: Parcel;
}

/** What a carrier needs of the world. All of it concerns the node whose turn it is. */
export interface Ground {
  readonly counters: PacketCounters;
  /** A parcel leaves for another node. `bytes`: its size as a datagram without headers. */
  depart(parcel: Parcel, to: Peer, bytes: number): void;
  wakeAt(deadline: number): void;
  wants(kind: EventKind): boolean;
  emit(event: NodeEvent): void;
}

export type Birth = Omit<NodeOptions, 'outbox'>;

/**
 * How nodes are reached: with packets handed over as they are, or encoded and decoded. Both make the same run of the same seed. Every
 * call is one turn of one node.
 */
export interface Carrier {
  readonly nodes: readonly Node[];
  /** Puts a node, in its first state, at a place. `birth` is not used by anybody else. */
  settle(index: number, birth: Birth): void;
  deliver(index: number, parcel: Parcel, from: Peer, now: number): void;
  wake(index: number, now: number): void;
  act<T>(index: number, now: number, command: (node: Node) => T): T;
  bytesOf(parcel: Parcel): Uint8Array;
}
