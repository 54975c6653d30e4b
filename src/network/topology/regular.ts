import type { Random } from '../../core/random.js';
import type { Pieces } from '../pieces/pieces.js';
import { Adjacency, type Links } from './links.js';
import { pairedGraph, shuffled } from './pairing.js';

/** A connected random graph in which every node has `degree` links (2 ≤ degree < nodes, nodes × degree even). */
export function* regular(nodes: number, degree: number, random: Random): Pieces<Links> {
  // Random pairs of degree 2 fall into several rings; one ring in random order is the connected case.
  return yield* degree === 2 ? shuffledRing(nodes, random) : pairedGraph(nodes, degree, random);
}

function* shuffledRing(nodes: number, random: Random): Pieces<Links> {
  const order = yield* shuffled(nodes, random);
  const ends = new Uint32Array(2 * nodes);
  for (let at = 0; at < nodes; at++) {
    ends[2 * at] = order[at] as number;
    ends[2 * at + 1] = order[(at + 1) % nodes] as number;
  }
  return yield* Adjacency.inPieces(nodes, ends);
}
