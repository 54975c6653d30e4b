import { Random } from '../../core/random.js';
import { clustering } from './clustering.js';
import { Complete, distances, type Links } from './links.js';

/** A number, and whether it is that of the graph or comes from a sample of its nodes. */
export interface Measure {
  readonly value: number;
  readonly isExact: boolean;
}

/** What there is to say about a graph before anything happens in it. */
export interface GraphMeasures {
  readonly nodes: number;
  readonly links: number;
  readonly degree: {
    readonly min: number;
    readonly mean: number;
    readonly max: number;
    /** How many nodes have so many links; by degree, none left out that occurs. */
    readonly distribution: readonly (readonly [degree: number, nodes: number])[];
  };
  /** Parts without a link between them, and the nodes of the largest. */
  readonly components: number;
  readonly largestComponent: number;
  /** Hops between the two nodes that are farthest from each other, of those that reach each other. Not exact: at least so many. */
  readonly diameter: Measure;
  /** The least eccentricity of a node: hops to the node farthest from it. Not exact: at most so many. */
  readonly radius: Measure;
  /** The mean hops from a node to another that it reaches. Not exact: of some nodes. */
  readonly meanDistance: Measure;
  /** The mean over nodes of the share of pairs of neighbours that are linked (Watts and Strogatz 1998). Not exact: of some nodes. */
  readonly clustering: Measure;
}

const STEPS = 2 ** 25;
/** Of the choice of nodes for a sample: the same graph has the same measures. */
const SEED = 1;

/** Exact where that takes at most `steps` along links, otherwise from as many nodes as these allow: by default about half a second. */
export function measure(links: Links, steps = STEPS): GraphMeasures {
  const { nodes } = links;
  const distribution = degrees(links);
  const ends = distribution.reduce((sum, [degree, count]) => sum + degree * count, 0);
  const random = new Random(SEED);
  return {
    nodes,
    links: ends / 2,
    degree: { min: distribution[0]?.[0] ?? 0, mean: ends / Math.max(1, nodes), max: distribution.at(-1)?.[0] ?? 0, distribution },
    ...components(links),
    ...(links instanceof Complete ? completeHops(nodes) : hops(links, Math.max(1, Math.floor(steps / (nodes + ends))), random)),
    clustering: clustering(links, steps, random),
  };
}

function degrees(links: Links): [degree: number, nodes: number][] {
  if (links instanceof Complete) return [[links.degree(), links.nodes]];
  const counts = new Map<number, number>();
  for (let node = 0; node < links.nodes; node++) counts.set(links.degree(node), (counts.get(links.degree(node)) ?? 0) + 1);
  return [...counts].toSorted(([a], [b]) => a - b);
}

function components(links: Links): { components: number; largestComponent: number } {
  if (links instanceof Complete) return { components: Math.min(1, links.nodes), largestComponent: links.nodes };
  const seen = new Uint8Array(links.nodes);
  const waiting: number[] = [];
  let count = 0;
  let largest = 0;
  for (let first = 0; first < links.nodes; first++) {
    if (seen[first] === 1) continue;
    count++;
    seen[first] = 1;
    waiting.push(first);
    let size = 0;
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      size++;
      for (let at = links.degree(node) - 1; at >= 0; at--) {
        const next = links.neighbour(node, at);
        if (seen[next] === 1) continue;
        seen[next] = 1;
        waiting.push(next);
      }
    }
    largest = Math.max(largest, size);
  }
  return { components: count, largestComponent: largest };
}

type Hops = Pick<GraphMeasures, 'diameter' | 'radius' | 'meanDistance'>;

function completeHops(nodes: number): Hops {
  const hop = { value: nodes > 1 ? 1 : 0, isExact: true };
  return { diameter: hop, radius: hop, meanDistance: hop };
}

/** From every node, or from `most`: one at random, then by turns the node farthest from the last and another random one. */
function hops(links: Links, most: number, random: Random): Hops {
  const { nodes } = links;
  const isExact = nodes <= most;
  let [diameter, radius, sum, pairs] = [0, nodes === 0 ? 0 : Number.POSITIVE_INFINITY, 0, 0];
  let from = 0;
  for (let turn = 0; turn < Math.min(nodes, most); turn++) {
    const found = distances(links, isExact ? turn : from);
    let farthest = isExact ? turn : from;
    for (let node = 0; node < nodes; node++) {
      const distance = found[node] as number;
      if (distance <= 0) continue;
      sum += distance;
      pairs++;
      if (distance > (found[farthest] as number)) farthest = node;
    }
    diameter = Math.max(diameter, found[farthest] as number);
    radius = Math.min(radius, found[farthest] as number);
    from = turn % 2 === 0 ? farthest : random.below(nodes);
  }
  const measured = (value: number): Measure => ({ value, isExact });
  return { diameter: measured(diameter), radius: measured(radius), meanDistance: measured(pairs === 0 ? 0 : sum / pairs) };
}
