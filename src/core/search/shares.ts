import type { Random } from '../random.js';

/**
 * How a search budget goes on from a node: it takes 1 for itself and splits the rest as evenly as possible, the remainder to random ones.
 * Returns the share of each of so many neighbours, in order; their sum is at most `budget` − 1, so that a budget of B makes fewer than B
 * packets.
 */
export function shares(budget: number, neighbours: number, random: Random): readonly number[] {
  const rest = Math.max(0, budget - 1);
  if (neighbours === 0) return [];
  const remainder = rest % neighbours;
  const all = new Array<number>(neighbours).fill((rest - remainder) / neighbours);
  for (let left = remainder, at = 0; left > 0; at++) {
    // Each neighbour that is left gets one of the units that are left with the same chance (Knuth, selection sampling).
    if (random.below(neighbours - at) >= left) continue;
    all[at] = (all[at] as number) + 1;
    left--;
  }
  return all;
}
