import type { Settings } from '../../core/settings.js';
import type { Assertion } from '../assertions/assertion.js';
import type { ChurnSpec } from '../churn/churn-spec.js';
import type { EngineKind, NodeSpec } from '../engine/engine.js';
import type { FaultSpec, NodeNames } from '../faults/fault-spec.js';
import type { MobilitySpec } from '../mobility/mobility-spec.js';
import type { ProgramChoice } from '../programs/node-program.js';
import type { TimelineEntry } from '../timeline/timeline-entry.js';
import type { WorkloadSpec } from '../workload/workload-spec.js';

/** Settings of some nodes, over the network's. */
export interface NodeOverride {
  readonly nodes: NodeNames;
  readonly settings: Partial<Settings>;
  readonly simple: boolean | undefined;
}

/** Who is linked with whom: a graph by its name, as `ring` or `regular:4`, or link by link. */
export type TopologySpec = string | readonly (readonly [string, string])[];

/** When a run is over. Times are ms since the end of the warm-up. */
export type End =
  /** At this time. */
  | { readonly kind: 'at'; readonly ms: number }
  /** Once everything planned has happened and every living node holds everything published; at this time at the latest. */
  | { readonly kind: 'converged'; readonly within: number };

/**
 * A whole network and what happens to it, as plain data: what network files say, and the API. Times are ms since the end of the
 * warm-up, unless they say otherwise; probabilities and shares are 0 to 1.
 */
export interface NetworkSpec {
  readonly name: string;
  readonly engine: EngineKind;
  /** Of everything left to chance, where whoever runs it names no other. */
  readonly seed: number | undefined;
  /** One for each node of the topology. */
  readonly nodes: readonly NodeSpec[];
  readonly topology: TopologySpec;
  /** Settings of some nodes, by name or pattern. */
  readonly overrides: readonly NodeOverride[];
  /** Nodes that are somebody else's; later ones win. The others are ours. */
  readonly programs: readonly ProgramChoice[];
  /** Of all nodes, over the defaults. */
  readonly settings: Partial<Settings>;
  /** What links do from the beginning on. */
  readonly links: readonly FaultSpec[];
  /** ms that pass before anything else does, and of which no report tells. */
  readonly warmUp: number;
  readonly workload: readonly WorkloadSpec[];
  readonly timeline: readonly TimelineEntry[];
  /** Nodes that come and go by chance. */
  readonly churn: readonly ChurnSpec[];
  /** Nodes that move, and are linked while they are within range. */
  readonly mobility: MobilitySpec | undefined;
  readonly end: End;
  readonly assertions: readonly Assertion[];
  /** A module with a rule of spreading, in place of mongering: an absolute path. */
  readonly rule: string | undefined;
  /** A folder for captures of every link. */
  readonly pcap: string | undefined;
}

/** When a run is over at the latest. */
export function lastMs({ end }: NetworkSpec): number {
  return end.kind === 'at' ? end.ms : end.within;
}
