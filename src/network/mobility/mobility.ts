import { PeersterError } from '../../core/errors.js';
import type { Random } from '../../core/random.js';
import { isNamed } from '../faults/matcher.js';
import type { TimelineEntry } from '../timeline/timeline-entry.js';
import { contacts } from './contacts.js';
import type { MobilitySpec, Movement, Path } from './mobility-spec.js';
import { checkArea, checkPaths, checkSteps } from './mobility-check.js';
import { randomWaypoint } from './random-waypoint.js';
import { Walk } from './walk.js';

/** What moving nodes may do to links: more would not be played in any time. */
const MOST_ENTRIES = 1_000_000;

export interface Mobility {
  /** Of everybody who moves, in the order of `links`. */
  readonly paths: readonly Path[];
  /** Who is within range at 0, by name: the links to begin with. */
  readonly links: readonly (readonly [string, string])[];
  /** The links that come and go after that, in the order of time. */
  readonly entries: readonly TimelineEntry[];
}

/**
 * The paths of moving nodes, and the links that their range makes of them, at fixed steps. The same random numbers give the same. Throws
 * INVALID_SETTING for impossible values, INVALID_REQUEST for paths that are none.
 */
export function mobility(spec: MobilitySpec, names: readonly string[], random: Random): Mobility {
  checkSteps(spec);
  const paths = spec.movements.flatMap((movement) => pathsOf(movement, names, spec.until, random));
  checkPaths(spec, paths, names);
  const walks = paths.map(({ waypoints }) => new Walk(waypoints));
  const entries: TimelineEntry[] = [];
  let now: readonly number[] = [];
  let links: readonly (readonly [string, string])[] = [];
  for (let at = 0; at <= spec.until; at += spec.step) {
    for (const walk of walks) walk.goTo(at);
    const before = now;
    now = contacts(walks, spec.range);
    if (at === 0) links = now.map((pair) => namesOf(pair, paths));
    else for (const entry of changes(before, now, paths, at)) entries.push(entry);
    if (entries.length > MOST_ENTRIES) throw refuse(`more than ${MOST_ENTRIES} links come and go; take a longer step, or a shorter time`);
  }
  return { paths, links, entries };
}

/** Both lists ascend. */
function* changes(before: readonly number[], now: readonly number[], paths: readonly Path[], at: number): Iterable<TimelineEntry> {
  for (let old = 0, fresh = 0; old < before.length || fresh < now.length; ) {
    const gone = before[old] ?? Number.POSITIVE_INFINITY;
    const come = now[fresh] ?? Number.POSITIVE_INFINITY;
    if (gone <= come) old++;
    if (come <= gone) fresh++;
    if (gone === come) continue;
    const [a, b] = namesOf(Math.min(gone, come), paths);
    yield { at, action: { do: gone < come ? 'unlink' : 'link', a, b } };
  }
}

function namesOf(pair: number, paths: readonly Path[]): [string, string] {
  return [(paths[Math.floor(pair / paths.length)] as Path).node, (paths[pair % paths.length] as Path).node];
}

function pathsOf(movement: Movement, names: readonly string[], until: number, random: Random): readonly Path[] {
  if (movement.kind === 'scripted') return movement.paths;
  checkArea(movement);
  const movers = names.filter((name) => isNamed(movement.nodes, name));
  if (movers.length === 0) throw refuse(`nobody moves: no node is called like ${movement.nodes.join(', ') || 'an empty list'}`);
  return movers.map((node) => randomWaypoint(movement, node, until, random.fork(node)));
}

function refuse(message: string): PeersterError {
  return new PeersterError('INVALID_REQUEST', message);
}
