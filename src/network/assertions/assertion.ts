import type { NodeNames } from '../faults/fault-spec.js';

/** What a report's number is held to. */
export interface Bounds {
  readonly atLeast: number | undefined;
  readonly atMost: number | undefined;
}

/** Numbers of a report. */
export const MEASURES = ['residue', 'packetsPerDelivery', 'bytesPerDelivery', 'redundancy', 'lastHop', 'lost'] as const;
export type Measure = (typeof MEASURES)[number];

/** What a run is to keep. Times are ms since the end of the warm-up, `within` ms since a rumor's publication; shares are 0 to 1. */
export type Assertion =
  /** So large a share of all pairs of a rumor and a living node that `to` names. */
  | {
      readonly kind: 'delivered';
      readonly to: NodeNames;
      readonly share: number;
      readonly within: number | undefined;
      readonly by: number | undefined;
    }
  /** At that time, of the rumors published by then. */
  | ({ readonly kind: 'coverage'; readonly to: NodeNames; readonly at: number } & Bounds)
  /** Every living node holds everything that was published. */
  | { readonly kind: 'converged'; readonly by: number }
  /** Every node accepts the texts of an origin in the order of their ids, each once and none left out. */
  | { readonly kind: 'inOrder' }
  /** At the end no living node lacks a rumor that was published. */
  | { readonly kind: 'noneLost' }
  | ({ readonly kind: 'bound'; readonly measure: Measure } & Bounds);

/** What became of an assertion. */
export interface Verdict {
  /** As a person would say it. */
  readonly assertion: string;
  readonly isKept: boolean;
  /** What was measured, in a few words. */
  readonly measured: string;
}
