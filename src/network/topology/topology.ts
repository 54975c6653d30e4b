/** An undirected link between two nodes, lower number first. */
export type Edge = readonly [number, number];

/** Who is linked with whom. Nodes are numbers, 0 to `nodes`−1: what they are called and where they live is the engine's matter. */
export interface Topology {
  readonly nodes: number;
  /** Without loops or repeats. */
  readonly edges: readonly Edge[];
}

/** The edge between two nodes, whichever is named first. */
export function edge(a: number, b: number): Edge {
  return a < b ? [a, b] : [b, a];
}

/** For each node, the nodes that it is linked with, in the order of the edges. */
export function neighbours(topology: Topology): number[][] {
  const lists: number[][] = Array.from({ length: topology.nodes }, () => []);
  for (const [a, b] of topology.edges) {
    lists[a]?.push(b);
    lists[b]?.push(a);
  }
  return lists;
}

/** Whether every node can be reached from every other. */
export function isConnected(topology: Topology): boolean {
  const lists = neighbours(topology);
  const seen = new Set([0]);
  for (const node of seen) for (const next of lists[node] ?? []) seen.add(next);
  return seen.size >= topology.nodes;
}
