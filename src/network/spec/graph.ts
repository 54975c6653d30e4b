import { PeersterError } from '../../core/errors.js';
import { nearest } from '../../core/nearest.js';
import type { Random } from '../../core/random.js';
import type { NodeSpec } from '../engine/engine.js';
import type { TopologySpec } from './network-spec.js';
import { atOnce, type Pieces } from '../pieces/pieces.js';
import { type Links, linksInPieces } from '../topology/links.js';
import { makeLinksInPieces } from '../topology/registry.js';
import { type Edge, edge } from '../topology/topology.js';

/** The graph of a spec over its nodes. Throws INVALID_SETTING, UNKNOWN_NODE, INVALID_REQUEST. */
export function linksOf(topology: TopologySpec, nodes: readonly NodeSpec[], random: Random): Links {
  return atOnce(graphInPieces(topology, nodes, random));
}

/** The same of a graph so large that others are to have their turn meanwhile. */
export function* graphInPieces(topology: TopologySpec, nodes: readonly NodeSpec[], random: Random): Pieces<Links> {
  if (typeof topology === 'string') return yield* makeLinksInPieces(topology, nodes.length, random);
  return yield* linksInPieces({ nodes: nodes.length, edges: edgesOf(topology, nodes) });
}

function edgesOf(pairs: readonly (readonly [string, string])[], nodes: readonly NodeSpec[]): Edge[] {
  const numbers = new Map(nodes.map(({ name }, node) => [name, node]));
  const seen = new Set<string>();
  return pairs.map(([a, b]) => {
    const [one, other] = edge(numberOf(a, numbers), numberOf(b, numbers));
    if (one === other) throw new PeersterError('INVALID_REQUEST', `a link of ${a} with itself: name two nodes`);
    if (seen.has(`${one} ${other}`)) throw new PeersterError('INVALID_REQUEST', `${a} and ${b} are linked twice: say it once`);
    seen.add(`${one} ${other}`);
    return [one, other];
  });
}

function numberOf(name: string, numbers: ReadonlyMap<string, number>): number {
  const node = numbers.get(name);
  if (node !== undefined) return node;
  const near = nearest(name, [...numbers.keys()].slice(0, 1_000));
  throw new PeersterError('UNKNOWN_NODE', `no node is called "${name}"${near === undefined ? '' : `; did you mean ${near}?`}`);
}
