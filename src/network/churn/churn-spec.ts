import type { Memory } from '../engine/engine.js';
import type { NodeNames } from '../faults/fault-spec.js';
import type { TimelineEntry } from '../timeline/timeline-entry.js';
import type { Lengths } from './lengths.js';

/** Nodes that come and go between two times, in ms of the network's time. Those that are down at the end come back then. */
export type ChurnSpec = { readonly from: number; readonly until: number } & (
  | /** Each node for itself is up for a session, then down for an absence. */
  {
      readonly kind: 'sessions';
      readonly nodes: NodeNames;
      readonly session: Lengths;
      readonly absence: Lengths;
      readonly memory: Memory;
    }
  /** Crashes come as a Poisson process, `gap` ms apart on average, each to a random one of those that are up. */
  | {
      readonly kind: 'crashes';
      readonly nodes: NodeNames;
      readonly gap: number;
      readonly absence: Lengths;
      readonly memory: Memory;
    }
  /**
   * New nodes join as a Poisson process, called `prefix` and a number from 1. Each is linked with `links` random ones of the `nodes` and of
   * those that joined before, and leaves for good after its session.
   */
  | {
      readonly kind: 'joins';
      readonly nodes: NodeNames;
      readonly gap: number;
      readonly session: Lengths;
      readonly prefix: string;
      readonly links: number;
    }
  /** Crashes and restarts as they were seen somewhere, their times counted from `from`; `nodes` are those that they name. */
  | { readonly kind: 'trace'; readonly nodes: NodeNames; readonly entries: readonly TimelineEntry[]; readonly memory: Memory }
);

export type Churn<Kind extends ChurnSpec['kind']> = Extract<ChurnSpec, { kind: Kind }>;
