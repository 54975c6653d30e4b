import type { Random } from '../../core/random.js';
import { Complete, type Links } from './links.js';

/**
 * The mean over nodes of the share of pairs of neighbours that are linked; a node with fewer than two neighbours counts as 0 (Watts and
 * Strogatz 1998). Of nodes drawn at random where all of them would take more than `steps`.
 */
export function clustering(links: Links, steps: number, random: Random): { value: number; isExact: boolean } {
  const { nodes } = links;
  if (links instanceof Complete) return { value: nodes > 2 ? 1 : 0, isExact: true };
  const neighbours = new Uint8Array(nodes);
  const isExact = stepsOfAll(links) <= steps;
  let [sum, measured, left] = [0, 0, steps];
  for (let node = 0; isExact ? node < nodes : left > 0; node++) {
    const chosen = isExact ? node : random.below(nodes);
    left -= 1 + stepsOf(links, chosen);
    sum += shareLinked(links, chosen, neighbours);
    measured++;
  }
  return { value: measured === 0 ? 0 : sum / measured, isExact };
}

/** `neighbours`: zeros, one for each node, and zeros again afterwards. */
function shareLinked(links: Links, node: number, neighbours: Uint8Array): number {
  const degree = links.degree(node);
  if (degree < 2) return 0;
  for (let at = 0; at < degree; at++) neighbours[links.neighbour(node, at)] = 1;
  let linked = 0;
  for (let at = 0; at < degree; at++) {
    const neighbour = links.neighbour(node, at);
    for (let next = links.degree(neighbour) - 1; next >= 0; next--) linked += neighbours[links.neighbour(neighbour, next)] as number;
  }
  for (let at = 0; at < degree; at++) neighbours[links.neighbour(node, at)] = 0;
  return linked / (degree * (degree - 1));
}

function stepsOfAll(links: Links): number {
  let steps = 0;
  for (let node = 0; node < links.nodes; node++) steps += stepsOf(links, node);
  return steps;
}

function stepsOf(links: Links, node: number): number {
  let steps = 0;
  for (let at = links.degree(node) - 1; at >= 0; at--) steps += links.degree(links.neighbour(node, at));
  return steps;
}
