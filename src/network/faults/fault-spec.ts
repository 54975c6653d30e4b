import type { Bursts } from '../links/bursts.js';

/**
 * Nodes by name, or by a pattern in which `*` stands for any characters and `?` for one. A pattern also takes nodes that join later; a
 * name must be known when it is used.
 */
export type NodeNames = readonly string[];

/** Directed links between nodes, as plain data: what the network file and the API say. */
export type Selection =
  | { readonly links: 'all' }
  /** Links that lead to (`in`) or from (`out`) one of the nodes, or `both`. */
  | { readonly links: 'of'; readonly nodes: NodeNames; readonly direction: 'in' | 'out' | 'both' }
  | { readonly links: 'between'; readonly from: NodeNames; readonly to: NodeNames; readonly direction: 'one-way' | 'both' }
  /**
   * Links from one group to another; `one-way`: from an earlier group to a later one. A node is in the first group that names it, and one in
   * none is left alone: `*` as the last group is everyone else.
   */
  | { readonly links: 'across'; readonly groups: readonly NodeNames[]; readonly direction: 'one-way' | 'both' };

/** How long a datagram is on its way, in whole ms, each drawn for itself: whatever is not constant reorders. */
export type DelaySpec =
  | { readonly distribution: 'constant'; readonly ms: number }
  | { readonly distribution: 'uniform'; readonly min: number; readonly max: number }
  /** `jitter` is the standard deviation. Never less than 0. */
  | { readonly distribution: 'normal'; readonly mean: number; readonly jitter: number }
  /** `least`, and `more` on average on top of it. */
  | { readonly distribution: 'exponential'; readonly least: number; readonly more: number };

/** What happens on the selected links. Probabilities are fractions from 0 to 1, per datagram. */
export type Fault =
  /** Packet loss, independent. */
  | { readonly kind: 'loss'; readonly probability: number }
  /** Packet loss in bursts. */
  | ({ readonly kind: 'gilbert-elliott' } & Bursts)
  | ({ readonly kind: 'delay' } & DelaySpec)
  /** One more copy arrives. */
  | { readonly kind: 'duplication'; readonly probability: number }
  /** One bit, anywhere in the datagram, arrives flipped. */
  | { readonly kind: 'corruption'; readonly probability: number }
  /** Of each directed link. `queueBytes`: what may wait; beyond it the newest is lost. */
  | { readonly kind: 'bandwidth'; readonly bytesPerSecond: number; readonly queueBytes: number }
  /** Nothing gets through: across groups, a partition; one way between them, a one-way partition. */
  | { readonly kind: 'cut' }
  /**
   * A slow node, on the links `of` nodes: `ms` more for what it receives (`in`), sends (`out`) or `both`. With `packetsPerSecond` above 0 it
   * handles so many of those that it receives, `queuePackets` wait, and beyond them the newest is lost.
   */
  | { readonly kind: 'slow-node'; readonly ms: number; readonly packetsPerSecond: number; readonly queuePackets: number };

export type FaultKind = Fault['kind'];

export interface FaultSpec {
  /** Under which it is healed. Without one it gets its kind and a number: `loss-1`. */
  readonly id?: string;
  readonly on: Selection;
  readonly fault: Fault;
}
