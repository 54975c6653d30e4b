import { PeersterError } from '../../core/errors.js';
import type { Random } from '../../core/random.js';
import { complete, grid, line, ring, star, tree } from './plain.js';
import { regular } from './regular.js';
import type { Topology } from './topology.js';

interface Maker {
  /** What the number after the colon is; undefined where none may be given. */
  readonly parameter: string | undefined;
  readonly about: string;
  readonly fewest: number;
  /** Why no such graph exists; undefined when one does. */
  impossible?(nodes: number, parameter: number): string | undefined;
  /** The parameter where none is given. */
  usual?(nodes: number): number;
  make(nodes: number, parameter: number, random: Random): Topology;
}

/** Every topology by its name. */
const MAKERS: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['line', { parameter: undefined, about: 'each node linked with the next', fewest: 1, make: line }],
  ['ring', { parameter: undefined, about: 'a line with its ends linked', fewest: 3, make: ring }],
  ['star', { parameter: undefined, about: 'the first node linked with all others', fewest: 1, make: star }],
  ['complete', { parameter: undefined, about: 'every node linked with every other', fewest: 1, make: complete }],
  ['tree', { parameter: 'children per node', about: 'a tree filled level by level', fewest: 1, usual: () => 2, make: tree }],
  [
    'grid',
    {
      parameter: 'nodes per row',
      about: 'rows of nodes, linked right and down',
      fewest: 1,
      usual: (nodes) => Math.ceil(Math.sqrt(nodes)),
      make: grid,
    },
  ],
  [
    'regular',
    {
      parameter: 'links per node',
      about: 'a connected random graph with equally many links at every node',
      fewest: 3,
      usual: () => 4,
      impossible: noRegular,
      make: regular,
    },
  ],
]);

/** One line per topology, for help. */
export function describeTopologies(): string[] {
  return [...MAKERS].map(([name, maker]) => {
    const usage = maker.parameter === undefined ? name : `${name}[:N]`;
    return `${usage.padEnd(12)}${maker.about}${maker.parameter === undefined ? '' : ` (N: ${maker.parameter})`}`;
  });
}

/** The graph of a spec such as `ring` or `regular:4` over `nodes` nodes. Throws INVALID_SETTING with what to do instead. */
export function makeTopology(spec: string, nodes: number, random: Random): Topology {
  const [, name = '', given] = /^([^:]*)(?::(.*))?$/s.exec(spec) ?? [];
  const maker = MAKERS.get(name);
  if (maker === undefined) throw refuse(`there is no topology "${name}"; there are: ${[...MAKERS.keys()].join(', ')}`);
  if (!Number.isSafeInteger(nodes) || nodes < maker.fewest) {
    throw refuse(`a ${name} needs at least ${maker.fewest} ${maker.fewest === 1 ? 'node' : 'nodes'}, not ${nodes}`);
  }
  const parameter = given === undefined ? (maker.usual?.(nodes) ?? 0) : readParameter(name, maker, given);
  const reason = maker.impossible?.(nodes, parameter);
  if (reason !== undefined) throw refuse(reason);
  return maker.make(nodes, parameter, random);
}

function readParameter(name: string, maker: Maker, text: string): number {
  if (maker.parameter === undefined) throw refuse(`a ${name} takes no number: write "${name}", not "${name}:${text}"`);
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < 1) {
    throw refuse(`"${name}:${text}": ${maker.parameter} must be a whole number from 1`);
  }
  return value;
}

function noRegular(nodes: number, degree: number): string | undefined {
  if (degree < 2) return `regular:${degree} is not connected; take at least regular:2`;
  if (degree >= nodes) return `${nodes} nodes cannot have ${degree} links each; take at most regular:${nodes - 1}`;
  if ((nodes * degree) % 2 !== 0) return `${nodes} nodes with ${degree} links each: one of the two must be even`;
  return undefined;
}

function refuse(message: string): PeersterError {
  return new PeersterError('INVALID_SETTING', message);
}
