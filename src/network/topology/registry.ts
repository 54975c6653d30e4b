import { PeersterError } from '../../core/errors.js';
import type { Random } from '../../core/random.js';
import { Complete, type Links, toLinks, toTopology } from './links.js';
import { grid, line, ring, star, tree } from './plain.js';
import { barabasiAlbert, erdosRenyi, torus, wattsStrogatz } from './random-graphs.js';
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
  /** Undefined when no connected graph was found. */
  make(nodes: number, parameter: number, random: Random): Topology | Links | undefined;
}

/** Every topology by its name. */
const MAKERS: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['line', { parameter: undefined, about: 'each node linked with the next', fewest: 1, make: line }],
  ['ring', { parameter: undefined, about: 'a line with its ends linked', fewest: 3, make: ring }],
  ['star', { parameter: undefined, about: 'the first node linked with all others', fewest: 1, make: star }],
  ['complete', { parameter: undefined, about: 'every node linked with every other', fewest: 1, make: (nodes) => new Complete(nodes) }],
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
  [
    'torus',
    {
      parameter: 'nodes per row',
      about: 'a grid whose edges meet',
      fewest: 1,
      usual: nearestDivisor,
      impossible: noTorus,
      make: torus,
    },
  ],
  [
    'erdos',
    {
      parameter: 'links per node on average',
      about: 'links between random pairs (Erdős and Rényi)',
      fewest: 2,
      usual: (nodes) => Math.min(nodes - 1, 2 * (32 - Math.clz32(nodes))),
      impossible: (nodes, mean) => tooMany(nodes, mean),
      make: erdosRenyi,
    },
  ],
  [
    'small-world',
    {
      parameter: 'links per node, even',
      about: 'a ring of near neighbours with one link in ten elsewhere (Watts and Strogatz)',
      fewest: 4,
      usual: (nodes) => (nodes > 8 ? 4 : 2),
      impossible: noSmallWorld,
      make: wattsStrogatz,
    },
  ],
  [
    'preferential',
    {
      parameter: 'links of each new node',
      about: 'new nodes prefer those with many links (Barabási and Albert)',
      fewest: 2,
      usual: (nodes) => Math.min(nodes - 1, 4),
      impossible: (nodes, links) => tooMany(nodes, links),
      make: barabasiAlbert,
    },
  ],
]);

/** One line per topology, for help. */
export function describeTopologies(): string[] {
  return [...MAKERS].map(([name, maker]) => {
    const usage = maker.parameter === undefined ? name : `${name}[:N]`;
    return `${usage.padEnd(18)}${maker.about}${maker.parameter === undefined ? '' : ` (N: ${maker.parameter})`}`;
  });
}

/** The graph of a spec such as `ring` or `regular:4` over `nodes` nodes. Throws INVALID_SETTING with what to do instead. */
export function makeTopology(spec: string, nodes: number, random: Random): Topology {
  const made = make(spec, nodes, random);
  return isLinks(made) ? toTopology(made) : made;
}

/** The same graph in its compact form, for any number of nodes. */
export function makeLinks(spec: string, nodes: number, random: Random): Links {
  const made = make(spec, nodes, random);
  return isLinks(made) ? made : toLinks(made);
}

function isLinks(made: Topology | Links): made is Links {
  return 'degree' in made;
}

function make(spec: string, nodes: number, random: Random): Topology | Links {
  const [, name = '', given] = /^([^:]*)(?::(.*))?$/s.exec(spec) ?? [];
  const maker = MAKERS.get(name);
  if (maker === undefined) throw refuse(`there is no topology "${name}"; there are: ${[...MAKERS.keys()].join(', ')}`);
  if (!Number.isSafeInteger(nodes) || nodes < maker.fewest) {
    throw refuse(`a ${name} needs at least ${maker.fewest} ${maker.fewest === 1 ? 'node' : 'nodes'}, not ${nodes}`);
  }
  const parameter = given === undefined ? (maker.usual?.(nodes) ?? 0) : readParameter(name, maker, given);
  const reason = maker.impossible?.(nodes, parameter);
  if (reason !== undefined) throw refuse(reason);
  const made = maker.make(nodes, parameter, random);
  if (made === undefined) throw refuse(`no connected ${name}:${parameter} of ${nodes} nodes was found; take more links per node`);
  return made;
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

function tooMany(nodes: number, links: number): string | undefined {
  return links < nodes ? undefined : `${nodes} nodes cannot have ${links} links each; take at most ${nodes - 1}`;
}

function noSmallWorld(nodes: number, degree: number): string | undefined {
  if (degree % 2 !== 0) return `small-world:${degree}: links per node must be even, half of them to each side`;
  return degree < nodes - 1 ? undefined : `${nodes} nodes leave no choice with ${degree} links each; take fewer`;
}

function noTorus(nodes: number, width: number): string | undefined {
  return nodes % width === 0 ? undefined : `${nodes} nodes do not fill rows of ${width}; take a width that divides ${nodes}`;
}

/** The width of the torus that is closest to a square. */
function nearestDivisor(nodes: number): number {
  for (let width = Math.ceil(Math.sqrt(nodes)); width < nodes; width++) if (nodes % width === 0) return width;
  return nodes;
}

function refuse(message: string): PeersterError {
  return new PeersterError('INVALID_SETTING', message);
}
