import { edge, type Topology } from './topology.js';

/** Each node linked with the next. */
export function line(nodes: number): Topology {
  return { nodes, edges: range(nodes - 1).map((i) => edge(i, i + 1)) };
}

/** A line whose ends are linked; at least 3 nodes. */
export function ring(nodes: number): Topology {
  return { nodes, edges: range(nodes).map((i) => edge(i, (i + 1) % nodes)) };
}

/** Node 0 linked with all others. */
export function star(nodes: number): Topology {
  return { nodes, edges: range(nodes - 1).map((i) => edge(0, i + 1)) };
}

/** Node 0 at the root, each node with up to `branching` children, filled level by level. */
export function tree(nodes: number, branching: number): Topology {
  return { nodes, edges: range(nodes - 1).map((i) => edge(Math.floor(i / branching), i + 1)) };
}

/** Rows of `width` nodes, each linked with its right and lower neighbour; the last row may be short. */
export function grid(nodes: number, width: number): Topology {
  const right = range(nodes).filter((i) => (i + 1) % width !== 0 && i + 1 < nodes);
  const below = range(nodes).filter((i) => i + width < nodes);
  return { nodes, edges: [...right.map((i) => edge(i, i + 1)), ...below.map((i) => edge(i, i + width))] };
}

function range(length: number): number[] {
  return Array.from({ length: Math.max(0, length) }, (_, i) => i);
}
