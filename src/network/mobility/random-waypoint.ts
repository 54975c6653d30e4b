import type { Random } from '../../core/random.js';
import type { Path, RandomWaypoint, Waypoint } from './mobility-spec.js';

/** Johnson and Maltz 1996. It begins at a random place; over long times nodes are more often in the middle. */
export function randomWaypoint(movement: RandomWaypoint, node: string, until: number, random: Random): Path {
  const { width, height, speed, pause } = movement;
  const place = (at: number): Waypoint => ({ at, x: width * random.fraction(), y: height * random.fraction() });
  let here = place(0);
  const waypoints = [here];
  while (here.at < until) {
    if (pause > 0) waypoints.push((here = { ...here, at: here.at + pause }));
    const there = place(0);
    const perSecond = speed.min + (speed.max - speed.min) * random.fraction();
    const duration = Math.max(1, Math.ceil((1_000 * distance(here, there)) / perSecond));
    waypoints.push((here = { ...there, at: here.at + duration }));
  }
  return { node, waypoints };
}

function distance(a: Waypoint, b: Waypoint): number {
  const [x, y] = [b.x - a.x, b.y - a.y];
  return Math.sqrt(x * x + y * y);
}
