import type { NodeNames } from '../faults/fault-spec.js';

/** Where a node is at a time. Lengths have any unit, the same for all; times are ms of the network's time. */
export interface Waypoint {
  readonly at: number;
  readonly x: number;
  readonly y: number;
}

/** A node goes from each waypoint to the next at a constant speed; it stays at the first until its time, and at the last. */
export interface Path {
  readonly node: string;
  /** At least one, in the order of time. */
  readonly waypoints: readonly Waypoint[];
}

/** From 0,0 to width,height each node chooses a place, goes there at a speed that it chooses, waits, and chooses again. */
export interface RandomWaypoint {
  readonly kind: 'random-waypoint';
  readonly nodes: NodeNames;
  readonly width: number;
  readonly height: number;
  /** In lengths per second. */
  readonly speed: { readonly min: number; readonly max: number };
  /** Ms at each place. */
  readonly pause: number;
}

export type Movement = { readonly kind: 'scripted'; readonly paths: readonly Path[] } | RandomWaypoint;

/** Nodes that are linked while they are no farther apart than the range of their radio. Nodes without a movement are left alone. */
export interface MobilitySpec {
  readonly range: number;
  /** Ms between the times at which links come and go. */
  readonly step: number;
  readonly until: number;
  readonly movements: readonly Movement[];
}
