import type { Random } from '../../core/random.js';
import { ln } from '../numbers/elementary.js';
import { Ends } from './ends.js';
import type { Pieces } from '../pieces/pieces.js';
import { Complete, connectedInPieces, type Links } from './links.js';
import { DRAWS } from './random-graphs.js';

/**
 * Gilbert 1959: each pair of nodes is linked with the same probability, independently. Pairs without a link are skipped over (Batagelj and
 * Brandes 2005), so that it takes time for the links only. Undefined where none of many draws is connected.
 */
export function* gnp(nodes: number, probability: number, random: Random): Pieces<Links | undefined> {
  if (probability >= 1) return new Complete(nodes);
  for (let draws = 0; draws < DRAWS; draws++) {
    const links = yield* draw(nodes, ln(1 - probability), random);
    if (yield* connectedInPieces(links)) return links;
  }
  return undefined;
}

function* draw(nodes: number, logOfNone: number, random: Random): Pieces<Links> {
  const ends = new Ends(nodes);
  let other = -1;
  for (let node = 1; node < nodes; ) {
    other += 1 + Math.floor(ln(1 - random.fraction()) / logOfNone);
    while (other >= node && node < nodes) other -= node++;
    if (node < nodes && ends.add(node, other) && ends.isPiece) yield ends.piece;
  }
  return yield* ends.links();
}
