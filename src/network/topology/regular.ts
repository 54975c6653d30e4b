import type { Random } from '../../core/random.js';
import { edge, isConnected, type Edge, type Topology } from './topology.js';

/**
 * A connected random graph in which every node has `degree` links (2 ≤ degree < nodes, nodes × degree even). Pairs of free ends
 * are drawn and refused when they would make a loop or a repeat; a draw that gets stuck starts again (Steger and Wormald 1999,
 * almost uniform).
 */
export function regular(nodes: number, degree: number, random: Random): Topology {
  // Random pairs of degree 2 fall into several rings; one ring in random order is the connected case.
  if (degree === 2) return shuffledRing(nodes, random);
  for (;;) {
    const edges = draw(nodes, degree, random);
    if (edges === undefined) continue;
    const topology = { nodes, edges };
    if (isConnected(topology)) return topology;
  }
}

function draw(nodes: number, degree: number, random: Random): Edge[] | undefined {
  const ends = Array.from({ length: nodes * degree }, (_, i) => i % nodes);
  const linked = Array.from({ length: nodes }, () => new Set<number>());
  const edges: Edge[] = [];
  for (let refused = 0; ends.length > 0; ) {
    const a = random.below(ends.length);
    const b = random.below(ends.length);
    const [from, to] = [ends[a] as number, ends[b] as number];
    if (from === to || linked[from]?.has(to) === true) {
      if (++refused > 10 * degree * degree + 100 && !anyPairLeft(ends, linked)) return undefined;
      continue;
    }
    refused = 0;
    linked[from]?.add(to);
    linked[to]?.add(from);
    edges.push(edge(from, to));
    remove(ends, Math.max(a, b));
    remove(ends, Math.min(a, b));
  }
  return edges;
}

function anyPairLeft(ends: readonly number[], linked: readonly ReadonlySet<number>[]): boolean {
  const open = [...new Set(ends)];
  return open.some((a) => open.some((b) => a !== b && linked[a]?.has(b) === false));
}

/** Order does not matter, so the last takes the place of the one removed. */
function remove(list: number[], at: number): void {
  const last = list.pop() as number;
  if (at < list.length) list[at] = last;
}

function shuffledRing(nodes: number, random: Random): Topology {
  const order = Array.from({ length: nodes }, (_, i) => i);
  for (let i = nodes - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return { nodes, edges: order.map((node, i) => edge(node, order[(i + 1) % nodes] as number)) };
}
