import type { EventKind, NodeEvent } from '../../core/events.js';
import type { NodeOptions } from '../../core/node.js';
import type { Settings } from '../../core/settings.js';
import type { Copies } from '../links/duplication.js';
import type { Rule } from '../links/rule.js';
import type { Links } from '../topology/links.js';
import type { Birth, Freight, Parcel } from './carrier.js';
import type { Digest } from './digest.js';
import type { Wires } from './wires.js';

/** Looks at a run while it happens. Everything is optional: what nobody wants costs nothing. */
export interface Watcher {
  /** A node has accepted so many rumors in this turn, its own included. */
  accepted?(node: number, rumors: number): void;
  wants?(kind: EventKind, node: number): boolean;
  event?(node: number, event: NodeEvent): void;
  /** After every turn of a node. */
  turned?(node: number): void;
  /** A parcel left a node. */
  departed?(from: number, parcel: Parcel, bytes: number): void;
  /** It, or one more copy of it, is on its way. `delay`: ms, or DROP. */
  sent?(from: number, to: number, parcel: Parcel, bytes: number, delay: number): void;
  received?(node: number, parcel: Parcel): void;
  /** A parcel came to a node that is not up. */
  missed?(node: number, from: number, parcel: Parcel): void;
}

/** What happens to parcels between two nodes, besides taking time and getting lost. */
export interface Passage {
  /** What travels in the parcel's place; mostly the parcel itself. */
  enter(parcel: Parcel, from: number, to: number, now: number): Freight;
  /** What arrives of it; undefined where it was lost on its way. */
  leave(freight: Freight, from: number, to: number): Parcel | undefined;
}

export interface WorldOptions {
  /** The neighbours with which a node begins: asked again when it begins anew. */
  readonly links: Links | Wires;
  /** Of every random choice of the nodes. Rules of links bring their own. */
  readonly seed: number;
  readonly settings: Settings;
  /** What the links do, in whole ms; without one everything arrives in the ms in which it was sent. */
  readonly rule?: Rule;
  /** How many more copies of a packet arrive. */
  readonly copies?: Copies;
  /**
   * Ms that the rule gives every packet at the least, 1 or more: so much is played node by node, which is quicker in a large network
   * and another run of the same seed. For watchers that can bear time going back (see `Strides`).
   */
  readonly stride?: number;
  /** Every packet is encoded and decoded; otherwise it is handed over as an object. The run is the same. */
  readonly encoded?: boolean;
  readonly watcher?: Watcher;
  readonly digest?: Digest;
  /** How rumors spread in place of mongering. */
  readonly dissemination?: NodeOptions['rule'];
  /** What a node is to be born with in place of the usual: its name above all. */
  readonly birth?: (index: number) => Partial<Birth>;
  readonly passage?: Passage;
}
