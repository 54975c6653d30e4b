import { isSeq, type Node } from 'yaml';
import type { MobilitySpec, Movement, Path, Waypoint } from '../../mobility/mobility-spec.js';
import { parsePositions } from '../../mobility/position-trace.js';
import { as, listOf, record } from '../shape/compounds.js';
import { number, scalar, text } from '../shape/scalars.js';
import type { Shape } from '../shape/shape.js';
import { duration } from '../shape/units.js';
import { variant } from '../shape/variant.js';
import { nodeName, nodeNames } from './names.js';

const ANY = Number.POSITIVE_INFINITY;
const length = number(0, ANY);
const place = scalar('a number', { type: 'number' }, (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined));

/** As [5 s, 100, 20]. */
const waypoint: Shape<Waypoint> = {
  title: 'a time and a place, as [5 s, 100, 20]',
  schema: { type: 'array', prefixItems: [duration.schema, place.schema, place.schema], minItems: 3, maxItems: 3 },
  read(node, notes) {
    if (!isSeq(node) || node.items.length !== 3) return notes.complain(node, `this must be ${this.title}`);
    const [time, across, along] = node.items as [Node, Node, Node];
    const [at, x, y] = [duration.read(time, notes), place.read(across, notes), place.read(along, notes)];
    return at === undefined || x === undefined || y === undefined ? undefined : { at, x, y };
  },
};

const path = record('a path', {
  node: { shape: nodeName, about: 'who goes it', required: true },
  waypoints: { shape: listOf(waypoint), about: 'when it is where; between them it goes straight on', required: true },
});

const speeds: Shape<{ readonly min: number; readonly max: number }> = scalar(
  'a speed in lengths per second or a range of them, as 10 or 5-15',
  {
    anyOf: [
      { type: 'number', exclusiveMinimum: 0 },
      { type: 'string', pattern: String.raw`^\d+(\.\d+)? ?- ?\d+(\.\d+)?$` },
    ],
  },
  (value) => {
    const match = typeof value === 'string' ? /^(\d+(?:\.\d+)?) ?- ?(\d+(?:\.\d+)?)$/.exec(value) : null;
    const [min, max] = match === null ? [value, value] : [Number(match[1]), Number(match[2])];
    return typeof min === 'number' && typeof max === 'number' && min > 0 && min <= max ? { min, max } : undefined;
  },
);

const wandering = record('a random waypoint movement', {
  nodes: { shape: nodeNames, about: 'who wanders; all unless told otherwise' },
  width: { shape: length, about: 'of the area', required: true },
  height: { shape: length, about: 'of the area', required: true },
  speed: { shape: speeds, about: 'in lengths per second', required: true },
  pause: { shape: duration, about: 'at each place; none unless told otherwise' },
});

const positions: Shape<readonly Path[]> = {
  title: 'the path of a trace of positions from this file',
  schema: text.schema,
  read(node, notes) {
    const file = text.read(node, notes);
    return file === undefined ? undefined : notes.include(file, node, parsePositions);
  },
};

const movement = variant(
  'a movement',
  {},
  {
    paths: { shape: listOf(path), about: 'each node goes its own way' },
    positions: { shape: positions, about: 'the same from a file with lines of ms, node, x and y, as 1000 car1 20 5' },
    randomWaypoint: { shape: wandering, about: 'each node chooses a place, goes there, waits, and chooses again' },
  },
);

/** Nodes that move, and the range in which they hear one another. */
export const mobility: Shape<MobilitySpec> = as(
  record('mobility', {
    range: { shape: length, about: 'so far apart two nodes are linked', required: true },
    step: { shape: duration, about: 'between the times at which links come and go; 100 ms unless told otherwise' },
    until: { shape: duration, about: 'when movement ends', required: true },
    move: { shape: listOf(movement), about: 'who moves, and how', required: true },
  }),
  ({ range, step = 100, until, move }): MobilitySpec => ({ range, step, until, movements: move.map(movementOf) }),
);

function movementOf(one: NonNullable<ReturnType<typeof movement.read>>): Movement {
  if (one.kind !== 'randomWaypoint') return { kind: 'scripted', paths: one.value satisfies readonly Path[] };
  const { nodes = ['*'], pause = 0, ...area } = one.value;
  return { kind: 'random-waypoint', nodes, pause, ...area };
}
