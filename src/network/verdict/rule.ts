import type { Packet } from '../../core/packet.js';
import type { Sighting } from '../sight/witness.js';

/** Holds nodes to some sentences. It must never accuse a node that keeps them: what it cannot tell it lets pass. */
export interface Rule {
  /** A node sent a packet. The ledger knows of it already. */
  left?(packet: Packet, sighting: Sighting): void;
  /** A packet was handed to a node's socket. */
  arrived?(packet: Packet, sighting: Sighting): void;
  /** Something was done to the node or to its links: what it owed it owes no more. */
  disturbed?(node: number): void;
  /** A new life of the node begins: what was known of it holds no more. */
  reborn?(node: number): void;
  /** So much time has passed, and everything that was sent before has been seen. */
  passed?(now: number): void;
  /** The machine stood still for a while: nobody owes anything any more. */
  stoodStill?(): void;
}
