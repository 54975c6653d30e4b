import { numberIn, refuseLine, rowsOf, timeIn } from '../text-rows/rows.js';
import type { Path, Waypoint } from './mobility-spec.js';

/** The paths of a trace of positions: lines of time in ms, node, x and y; each node's in the order of time. Throws INVALID_REQUEST with the line. */
export function parsePositions(text: string): Path[] {
  const paths = new Map<string, Waypoint[]>();
  for (const row of rowsOf(text)) {
    const [, node = ''] = row.fields;
    if (row.fields.length !== 4 || node === '') throw refuseLine(row.line, `"${row.text}": write time, node, x and y, as in: 1000 n1 20 5`);
    const waypoint = { at: timeIn(row, 0), x: numberIn(row, 2, 'x'), y: numberIn(row, 3, 'y') };
    const waypoints = paths.get(node) ?? [];
    const last = waypoints.at(-1)?.at ?? -1;
    if (waypoint.at <= last) throw refuseLine(row.line, `${node} is at ${waypoint.at} ms after ${last} ms; sort its lines by time`);
    paths.set(node, waypoints);
    waypoints.push(waypoint);
  }
  return [...paths].map(([node, waypoints]) => ({ node, waypoints }));
}
