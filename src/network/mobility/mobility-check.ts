import { PeersterError } from '../../core/errors.js';
import type { MobilitySpec, Path, RandomWaypoint, Waypoint } from './mobility-spec.js';

/** Positions that may be computed: nodes × steps. */
const MOST_POSITIONS = 100_000_000;

/** Throws INVALID_SETTING. */
export function checkSteps({ range, step, until }: MobilitySpec): void {
  if (!(Number.isFinite(range) && range > 0)) throw refuseSetting(`the range is ${range}; it must be above 0`);
  if (!Number.isSafeInteger(step) || step < 1) throw refuseSetting(`the step is ${step} ms; it must be a whole number from 1`);
  if (!Number.isSafeInteger(until) || until < 0) throw refuseSetting(`movement until ${until} ms; it must be a whole number from 0`);
}

/** Throws INVALID_SETTING. */
export function checkArea({ width, height, speed, pause }: RandomWaypoint): void {
  for (const [what, value] of Object.entries({ width, height })) {
    if (!(Number.isFinite(value) && value >= 0)) throw refuseSetting(`the ${what} is ${value}; it must be a number from 0`);
  }
  if (!(speed.min > 0 && speed.max >= speed.min && Number.isFinite(speed.max))) {
    throw refuseSetting(`speeds from ${speed.min} to ${speed.max}; the least must be above 0 and not above the greatest`);
  }
  if (!Number.isSafeInteger(pause) || pause < 0) throw refuseSetting(`the pause is ${pause} ms; it must be a whole number from 0`);
}

/** Throws INVALID_REQUEST, UNKNOWN_NODE. */
export function checkPaths({ step, until }: MobilitySpec, paths: readonly Path[], names: readonly string[]): void {
  if (paths.length * (until / step) > MOST_POSITIONS)
    throw refuse(`${paths.length} nodes in steps of ${step} ms are too much; take a longer step`);
  const known = new Set(names);
  const moving = new Set<string>();
  for (const { node, waypoints } of paths) {
    if (!known.has(node)) throw new PeersterError('UNKNOWN_NODE', `a path is that of "${node}", which no node is called`);
    if (moving.has(node)) throw refuse(`${node} has two paths; leave one out`);
    moving.add(node);
    checkWaypoints(node, waypoints);
  }
}

function checkWaypoints(node: string, waypoints: readonly Waypoint[]): void {
  if (waypoints.length === 0) throw refuse(`the path of ${node} is empty; give it a waypoint`);
  let before = -1;
  for (const { at, x, y } of waypoints) {
    if (!Number.isFinite(x) || !Number.isFinite(y)) throw refuse(`${node} is at ${x}, ${y} at ${at} ms; these must be numbers`);
    if (!Number.isSafeInteger(at) || at < 0) throw refuse(`${node} has a waypoint at ${at} ms; it must be a whole number from 0`);
    if (at <= before)
      throw refuse(`${node} has a waypoint at ${at} ms after one at ${before} ms; sort them by time, each later than the last`);
    before = at;
  }
}

function refuse(message: string): PeersterError {
  return new PeersterError('INVALID_REQUEST', message);
}

function refuseSetting(message: string): PeersterError {
  return new PeersterError('INVALID_SETTING', message);
}
