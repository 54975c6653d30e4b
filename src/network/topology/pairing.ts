import type { Random } from '../../core/random.js';
import type { Piece, Pieces } from '../pieces/pieces.js';
import { Adjacency, connectedInPieces, type Links, PIECE } from './links.js';

/** Draws in vain for one pair after which a graph is begun anew: only tiny ones come to that. */
const PATIENCE = 10_000;

/**
 * A connected random graph in which every node has `degree` links (3 ≤ degree < nodes, nodes × degree even), in time and space that
 * grow with the links. Free ends are paired at random (the pairing model, Bollobás 1980); loops and repeats are then undone by
 * swaps with random pairs.
 */
export function* pairedGraph(nodes: number, degree: number, random: Random): Pieces<Links> {
  if (degree > (nodes - 1) / 2) return complementOf(yield* draw(nodes, nodes - 1 - degree, random), nodes, degree);
  for (;;) {
    const links = fromMates(yield* draw(nodes, degree, random), nodes, degree);
    if (yield* connectedInPieces(links)) return links;
  }
}

function pieceAt(end: number): Piece {
  return { made: 'links', count: end / 2 };
}

/** Each free end's mate. End number e is one of node ⌊e / degree⌋. */
function* draw(nodes: number, degree: number, random: Random): Pieces<Uint32Array> {
  for (;;) {
    const mates = yield* pairUp(nodes * degree, random);
    if (yield* repair(mates, degree, random)) return mates;
  }
}

function* pairUp(ends: number, random: Random): Pieces<Uint32Array> {
  const order = yield* shuffled(ends, random);
  const mates = new Uint32Array(ends);
  for (let at = 0; at + 1 < ends; at += 2) {
    if (at % PIECE === 0) yield pieceAt(at);
    mates[order[at] as number] = order[at + 1] as number;
    mates[order[at + 1] as number] = order[at] as number;
  }
  return mates;
}

/** The numbers below `length` in random order (Fisher and Yates). */
export function* shuffled(length: number, random: Random): Pieces<Uint32Array> {
  const order = new Uint32Array(length);
  for (let i = 0; i < length; i++) order[i] = i;
  for (let i = length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const other = order[j] as number;
    order[j] = order[i] as number;
    order[i] = other;
    if (i % PIECE === 0) yield pieceAt(0);
  }
  return order;
}

/** False if a pair could not be put right. */
function* repair(mates: Uint32Array, degree: number, random: Random): Pieces<boolean> {
  for (let end = 0; end < mates.length; end++) {
    if (end % PIECE === 0) yield pieceAt(end);
    for (let tries = 0; isBad(mates, degree, end); tries++) {
      if (tries === PATIENCE) return false;
      swapWith(mates, degree, end, random.below(mates.length));
    }
  }
  return true;
}

/** Its link leads back to its own node, or to where another of that node's links leads. */
function isBad(mates: Uint32Array, degree: number, end: number): boolean {
  const node = Math.floor(end / degree);
  const other = Math.floor((mates[end] as number) / degree);
  return node === other || linksBetween(mates, degree, node, other) > 1;
}

function linksBetween(mates: Uint32Array, degree: number, node: number, other: number): number {
  let links = 0;
  for (let end = node * degree; end < (node + 1) * degree; end++) if (Math.floor((mates[end] as number) / degree) === other) links++;
  return links;
}

/** Two pairs exchange mates, if that makes two good links. */
function swapWith(mates: Uint32Array, degree: number, end: number, second: number): void {
  const mate = mates[end] as number;
  const secondMate = mates[second] as number;
  if (second === end || second === mate) return;
  pair(mates, end, second);
  pair(mates, mate, secondMate);
  if (!isBad(mates, degree, end) && !isBad(mates, degree, mate)) return;
  pair(mates, end, mate);
  pair(mates, second, secondMate);
}

function pair(mates: Uint32Array, a: number, b: number): void {
  mates[a] = b;
  mates[b] = a;
}

function fromMates(mates: Uint32Array, nodes: number, degree: number): Links {
  for (let end = 0; end < mates.length; end++) mates[end] = Math.floor((mates[end] as number) / degree);
  return new Adjacency(beginsOf(nodes, degree), mates);
}

function beginsOf(nodes: number, degree: number): Uint32Array {
  const begins = new Uint32Array(nodes + 1);
  for (let node = 0; node <= nodes; node++) begins[node] = node * degree;
  return begins;
}

/** So dense a graph is connected. */
function complementOf(mates: Uint32Array, nodes: number, degree: number): Links {
  const missing = nodes - 1 - degree;
  const begins = beginsOf(nodes, degree);
  const neighbours = new Uint32Array(nodes * degree);
  for (let node = 0, at = 0; node < nodes; node++) {
    const strangers = new Set([node]);
    for (let end = node * missing; end < (node + 1) * missing; end++) strangers.add(Math.floor((mates[end] as number) / missing));
    for (let other = 0; other < nodes; other++) if (!strangers.has(other)) neighbours[at++] = other;
  }
  return new Adjacency(begins, neighbours);
}
