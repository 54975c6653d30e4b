import { clusters } from './clusters.js';
import { gnp } from './gnp.js';
import { Complete } from './links.js';
import { type Maker, maker, type Parameter } from './maker.js';
import { grid, line, ring, star, tree } from './plain.js';
import { barabasiAlbert, erdosRenyi, torus, wattsStrogatz } from './random-graphs.js';
import { regular } from './regular.js';

const NONE = {};
const parameter = (about: string, usual: (nodes: number) => number): Parameter => ({ about, usual });
const fraction = (about: string, usual: number): Parameter => ({ about, usual: () => usual, isFraction: true });

/** Every topology by its name. */
export const MAKERS: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['line', maker({ about: 'each node linked with the next', fewest: 1, parameters: NONE, make: line })],
  ['ring', maker({ about: 'a line with its ends linked', fewest: 3, parameters: NONE, make: ring })],
  ['star', maker({ about: 'the first node linked with all others', fewest: 1, parameters: NONE, make: star })],
  ['complete', maker({ about: 'every node linked with every other', fewest: 1, parameters: NONE, make: (nodes) => new Complete(nodes) })],
  [
    'tree',
    maker({
      about: 'a tree filled level by level',
      fewest: 1,
      parameters: { children: parameter('children per node', () => 2) },
      make: (nodes, { children }) => tree(nodes, children),
    }),
  ],
  [
    'grid',
    maker({
      about: 'rows of nodes, linked right and down',
      fewest: 1,
      parameters: { width: parameter('nodes per row', (nodes) => Math.ceil(Math.sqrt(nodes))) },
      make: (nodes, { width }) => grid(nodes, width),
    }),
  ],
  [
    'regular',
    maker({
      about: 'a connected random graph with equally many links at every node',
      fewest: 3,
      parameters: { links: parameter('links per node', () => 4) },
      impossible: (nodes, { links }) => noRegular(nodes, links),
      make: (nodes, { links }, random) => regular(nodes, links, random),
    }),
  ],
  [
    'torus',
    maker({
      about: 'a grid whose edges meet',
      fewest: 1,
      parameters: { width: parameter('nodes per row', nearestDivisor) },
      impossible: (nodes, { width }) =>
        nodes % width === 0 ? undefined : `${nodes} nodes do not fill rows of ${width}; take a width that divides ${nodes}`,
      make: (nodes, { width }) => torus(nodes, width),
    }),
  ],
  [
    'erdos',
    maker({
      about: 'links between random pairs (Erdős and Rényi)',
      fewest: 2,
      parameters: {
        links: parameter('links per node on average', (nodes) => Math.min(nodes - 1, 2 * (32 - Math.clz32(nodes)))),
        p: fraction('in place of links, the probability of each', 0),
      },
      impossible: (nodes, { links }, given) => (given.has('p') ? noProbability(given) : tooMany(nodes, links)),
      make: (nodes, { links, p }, random) => (p > 0 ? gnp(nodes, p, random) : erdosRenyi(nodes, links, random)),
    }),
  ],
  [
    'small-world',
    maker({
      about: 'a ring of near neighbours with some links led elsewhere (Watts and Strogatz)',
      fewest: 4,
      parameters: {
        links: parameter('links per node, even', (nodes) => (nodes > 8 ? 4 : 2)),
        rewired: fraction('the share that is led elsewhere', 0.1),
      },
      impossible: (nodes, { links }) => noSmallWorld(nodes, links),
      make: (nodes, { links, rewired }, random) => wattsStrogatz(nodes, links, rewired, random),
    }),
  ],
  [
    'preferential',
    maker({
      about: 'new nodes prefer those with many links (Barabási and Albert)',
      fewest: 2,
      parameters: { links: parameter('links of each new node', (nodes) => Math.min(nodes - 1, 4)) },
      impossible: (nodes, { links }) => tooMany(nodes, links),
      make: (nodes, { links }, random) => barabasiAlbert(nodes, links, random),
    }),
  ],
  [
    'clusters',
    maker({
      about: 'random graphs, each linked with the next by a few bridges, the last with the first',
      fewest: 2,
      parameters: {
        count: parameter('clusters', (nodes) => Math.max(2, Math.floor(Math.sqrt(nodes) / 2))),
        bridges: parameter('links from each cluster to the next', () => 1),
        links: parameter('links per node within, at the most', () => 4),
      },
      impossible: (nodes, { count, bridges, links }) => noClusters(nodes, count, bridges, links),
      make: (nodes, { count, bridges, links }, random) => clusters(nodes, { count, bridges, links }, random),
    }),
  ],
]);

function noRegular(nodes: number, degree: number): string | undefined {
  if (degree < 2) return `regular:${degree} is not connected; take at least regular:2`;
  if (degree >= nodes) return `${nodes} nodes cannot have ${degree} links each; take at most regular:${nodes - 1}`;
  if ((nodes * degree) % 2 !== 0) return `${nodes} nodes with ${degree} links each: one of the two must be even`;
  return undefined;
}

function tooMany(nodes: number, links: number): string | undefined {
  return links < nodes ? undefined : `${nodes} nodes cannot have ${links} links each; take at most ${nodes - 1}`;
}

function noProbability(given: ReadonlyMap<string, number>): string | undefined {
  if (given.has('links')) return 'erdos takes links or p, not both';
  return given.get('p') === 0 ? 'erdos:p=0 has no links; take a greater p' : undefined;
}

function noSmallWorld(nodes: number, degree: number): string | undefined {
  if (degree % 2 !== 0) return `small-world:${degree}: links per node must be even, half of them to each side`;
  return degree < nodes - 1 ? undefined : `${nodes} nodes leave no choice with ${degree} links each; take fewer`;
}

function noClusters(nodes: number, count: number, bridges: number, links: number): string | undefined {
  const least = Math.floor(nodes / count);
  if (count < 2) return 'clusters:1 is one graph; take at least 2 clusters, or regular';
  if (least < 2) return `${nodes} nodes in ${count} clusters: each needs two nodes; take at most ${Math.floor(nodes / 2)} clusters`;
  if (links % 2 !== 0) return `clusters with links=${links}: it must be even, so that clusters of any size have it`;
  const most = least * least;
  return bridges <= most ? undefined : `clusters of ${least} nodes have room for ${most} bridges, not ${bridges}`;
}

/** The width of the torus that is closest to a square. */
function nearestDivisor(nodes: number): number {
  for (let width = Math.ceil(Math.sqrt(nodes)); width < nodes; width++) if (nodes % width === 0) return width;
  return nodes;
}
