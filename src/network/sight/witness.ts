import type { DropReason } from '../../core/events.js';
import type { Packet } from '../../core/packet.js';

/** A datagram that was seen on a link. Nodes are numbers, times ms of the network's time. */
export interface Sighting {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly bytes: Uint8Array;
}

/** Looks at what nodes say to one another. What is called must only take note. */
export interface Witness {
  /** `from` put it on its link to `to`; several rumors of one datagram one after another. */
  left?(packet: Packet, sighting: Sighting): void;
  /** It was handed to the socket of `to`. `isAltered`: on its way it has become another one. */
  arrived?(packet: Packet, sighting: Sighting, isAltered: boolean): void;
  /** A datagram that no node may send. */
  unreadableLeft?(reason: DropReason, sighting: Sighting): void;
  unreadableArrived?(reason: DropReason, sighting: Sighting, isAltered: boolean): void;
}
