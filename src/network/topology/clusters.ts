import type { Random } from '../../core/random.js';
import { Ends } from './ends.js';
import type { Pieces } from '../pieces/pieces.js';
import { Complete, type Links } from './links.js';
import { regular } from './regular.js';

export interface ClustersOptions {
  /** At least 2, of at least 2 nodes each. */
  readonly count: number;
  /** From each cluster to the next. */
  readonly bridges: number;
  /** Of each node within its cluster, even; in a smaller cluster all are linked with all. */
  readonly links: number;
}

/**
 * Clusters of equally many nodes, to within one, numbered one after another: each a connected random graph, with bridges between random
 * nodes to the next cluster, and from the last to the first.
 */
export function* clusters(nodes: number, { count, bridges, links }: ClustersOptions, random: Random): Pieces<Links> {
  const ends = new Ends(nodes);
  const begin = (cluster: number): number => Math.floor((cluster * nodes) / count);
  for (let cluster = 0; cluster < count; cluster++) {
    const size = begin(cluster + 1) - begin(cluster);
    put(ends, begin(cluster), size > links + 1 ? yield* regular(size, links, random) : new Complete(size));
    yield ends.piece;
  }
  // Two clusters have one border, not two.
  for (let cluster = 0; cluster < (count === 2 ? 1 : count); cluster++) {
    const next = (cluster + 1) % count;
    const draw = (of: number): number => begin(of) + random.below(begin(of + 1) - begin(of));
    for (let built = 0; built < bridges; ) if (ends.add(draw(cluster), draw(next))) built++;
  }
  return yield* ends.links();
}

function put(ends: Ends, begin: number, part: Links): void {
  for (let node = 0; node < part.nodes; node++) {
    for (let at = 0; at < part.degree(node); at++) ends.add(begin + node, begin + part.neighbour(node, at));
  }
}
