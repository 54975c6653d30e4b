import type { Random } from '../../core/random.js';
import type { Pieces } from '../pieces/pieces.js';
import { Ends } from './ends.js';
import { connectedInPieces, type Links } from './links.js';

/** Graphs drawn until one is connected: beyond that the parameter is to blame. */
export const DRAWS = 100;

/** Nodes that are linked in one piece of the work. */
const NODES = 2 ** 12;

/**
 * Erdős and Rényi 1959: nodes × mean / 2 links between random pairs. Undefined where none of many draws is connected: below a mean
 * of ln(nodes) links hardly any graph is.
 */
export function* erdosRenyi(nodes: number, mean: number, random: Random): Pieces<Links | undefined> {
  const wanted = Math.round((nodes * mean) / 2);
  for (let draws = 0; draws < DRAWS; draws++) {
    const ends = new Ends(nodes);
    while (ends.list.length < 2 * wanted) if (ends.add(random.below(nodes), random.below(nodes)) && ends.isPiece) yield ends.piece;
    const links = yield* ends.links();
    if (yield* connectedInPieces(links)) return links;
  }
  return undefined;
}

/**
 * Watts and Strogatz 1998: a ring in which each node is linked with its `degree` nearest, and the share `rewired` of the links is led
 * elsewhere. Undefined where none of many draws is connected.
 */
export function* wattsStrogatz(nodes: number, degree: number, rewired: number, random: Random): Pieces<Links | undefined> {
  for (let draws = 0; draws < DRAWS; draws++) {
    const ends = new Ends(nodes);
    for (let step = 1; step <= degree / 2; step++) {
      for (let node = 0; node < nodes; node++) {
        if (random.chance(rewired) || !ends.add(node, (node + step) % nodes)) addAnywhere(ends, node, random);
        if (ends.isPiece) yield ends.piece;
      }
    }
    const links = yield* ends.links();
    if (yield* connectedInPieces(links)) return links;
  }
  return undefined;
}

/** Links a node with another one, unless it is linked with all. */
function addAnywhere(ends: Ends, node: number, random: Random): void {
  if (ends.degree(node) < ends.nodes - 1) while (!ends.add(node, random.below(ends.nodes)));
}

/** Barabási and Albert 1999: each new node is linked with `links` others, which it prefers by the links that they have. */
export function* barabasiAlbert(nodes: number, links: number, random: Random): Pieces<Links> {
  const ends = new Ends(nodes);
  for (let a = 0; a <= links; a++) for (let b = 0; b < a; b++) ends.add(a, b);
  for (let node = links + 1; node < nodes; node++) {
    const older = ends.list.length;
    for (let added = 0; added < links; ) if (ends.add(node, ends.list[random.below(older)] as number)) added++;
    if (node % NODES === 0) yield ends.piece;
  }
  return yield* ends.links();
}

/** Rows of `width` nodes, each linked with its four neighbours; the edges meet. */
export function* torus(nodes: number, width: number): Pieces<Links> {
  const ends = new Ends(nodes);
  for (let node = 0; node < nodes; node++) {
    const row = node - (node % width);
    ends.add(node, row + ((node + 1) % width));
    ends.add(node, (node + width) % nodes);
    if (node % NODES === 0) yield ends.piece;
  }
  return yield* ends.links();
}
