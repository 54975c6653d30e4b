import type { NodeEvent } from '../../../core/events.js';
import type { NodeChange, PacketKind } from '../../engine/tap.js';

/** Something that happened in a network, as it is kept until somebody reads it. `at`: ms of the network's time. Nodes are numbers. */
export type Noted =
  | {
      readonly kind: 'packet';
      readonly at: number;
      readonly node: number;
      readonly to: number;
      readonly packet: PacketKind;
      readonly bytes: number;
      readonly delay: number;
    }
  | {
      readonly kind: 'accepted';
      readonly at: number;
      readonly node: number;
      readonly origin: string;
      readonly id: number;
      readonly from: number;
    }
  | { readonly kind: 'node'; readonly at: number; readonly node: number; readonly change: NodeChange }
  | { readonly kind: 'link'; readonly at: number; readonly node: number; readonly other: number; readonly isUp: boolean }
  | { readonly kind: 'fault'; readonly at: number; readonly id: string; readonly inForce: boolean }
  | { readonly kind: 'trace'; readonly at: number; readonly node: number; readonly event: NodeEvent };

export type NotedKind = Noted['kind'];
