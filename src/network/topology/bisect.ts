import { neighbours, type Topology } from './topology.js';

/**
 * Two sides of a connected network of at least two nodes, as the side (0 or 1) of each node. Each side is connected in itself: they
 * grow in turn from the first and from the last node, so they are halves where the links allow it.
 */
export function bisect(topology: Topology): number[] {
  const links = neighbours(topology);
  const sides: (number | undefined)[] = links.map(() => undefined);
  const last = topology.nodes - 1;
  sides[0] = 0;
  sides[last] = 1;
  const borders = [new Set(links[0]), new Set(links[last])] as const;
  for (let turn = 0, idle = 0; idle < 2; turn = 1 - turn) {
    const free = [...(borders[turn] as Set<number>)].filter((node) => sides[node] === undefined);
    const next = turn === 0 ? Math.min(...free) : Math.max(...free);
    idle = free.length === 0 ? idle + 1 : 0;
    if (free.length === 0) continue;
    sides[next] = turn;
    for (const node of links[next] ?? []) borders[turn]?.add(node);
  }
  return sides.map((side) => side ?? 0);
}
