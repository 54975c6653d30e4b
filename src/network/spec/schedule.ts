import type { Random } from '../../core/random.js';
import { churn } from '../churn/churn.js';
import { mobility } from '../mobility/mobility.js';
import type { TimelineEntry } from '../timeline/timeline-entry.js';
import type { NetworkSpec, TopologySpec } from './network-spec.js';

/** What a seed makes of a spec's moving nodes and of its churn. */
export interface Schedule {
  /** Links of the topology and of nodes that are within range at the beginning. */
  readonly topology: TopologySpec;
  /** The timeline of the spec, and what comes of movement and churn, in no order. */
  readonly entries: readonly TimelineEntry[];
}

/** The same random numbers give the same. Throws INVALID_SETTING, INVALID_REQUEST, UNKNOWN_NODE. */
export function scheduleOf(spec: NetworkSpec, random: Random): Schedule {
  const names = spec.nodes.map(({ name }) => name);
  const moved = spec.mobility === undefined ? undefined : mobility(spec.mobility, names, random.fork('mobility'));
  const churned = spec.churn.flatMap((each, at) => churn(each, names, random.fork(`churn ${at}`)));
  const { topology } = spec;
  return {
    topology: moved === undefined || typeof topology === 'string' ? topology : [...topology, ...moved.links],
    entries: [...spec.timeline, ...(moved?.entries ?? []), ...churned],
  };
}
