import type { Random } from '../../core/random.js';
import { Adjacency, areConnected, type Links } from './links.js';

/** Graphs drawn until one is connected: beyond that the parameter is to blame. */
const DRAWS = 100;

/** Ends of links, two each, without loops or repeats. */
class Ends {
  readonly list: number[] = [];
  private readonly taken = new Set<number>();

  constructor(private readonly nodes: number) {}

  has(a: number, b: number): boolean {
    return this.taken.has(this.key(a, b));
  }

  /** Returns whether the link is new and none of a node with itself. */
  add(a: number, b: number): boolean {
    if (a === b || this.has(a, b)) return false;
    this.taken.add(this.key(a, b));
    this.list.push(a, b);
    return true;
  }

  links(): Links {
    return Adjacency.of(this.nodes, this.list);
  }

  private key(a: number, b: number): number {
    return a < b ? a * this.nodes + b : b * this.nodes + a;
  }
}

/**
 * Erdős and Rényi 1959: nodes × mean / 2 links between random pairs. Undefined where none of many draws is connected: below a mean
 * of ln(nodes) links hardly any graph is.
 */
export function erdosRenyi(nodes: number, mean: number, random: Random): Links | undefined {
  const wanted = Math.round((nodes * mean) / 2);
  for (let draws = 0; draws < DRAWS; draws++) {
    const ends = new Ends(nodes);
    while (ends.list.length < 2 * wanted) ends.add(random.below(nodes), random.below(nodes));
    const links = ends.links();
    if (areConnected(links)) return links;
  }
  return undefined;
}

/** Links in ten that Watts and Strogatz's small world has elsewhere than in its ring. */
const REWIRED = 0.1;

/** Watts and Strogatz 1998: a ring in which each node is linked with its `degree` nearest, and one link in ten is led elsewhere. */
export function wattsStrogatz(nodes: number, degree: number, random: Random): Links | undefined {
  for (let draws = 0; draws < DRAWS; draws++) {
    const ends = new Ends(nodes);
    for (let step = 1; step <= degree / 2; step++) {
      for (let node = 0; node < nodes; node++) {
        if (random.chance(REWIRED)) while (!ends.add(node, random.below(nodes)));
        else if (!ends.add(node, (node + step) % nodes)) while (!ends.add(node, random.below(nodes)));
      }
    }
    const links = ends.links();
    if (areConnected(links)) return links;
  }
  return undefined;
}

/** Barabási and Albert 1999: each new node is linked with `links` others, which it prefers by the links that they have. */
export function barabasiAlbert(nodes: number, links: number, random: Random): Links {
  const ends = new Ends(nodes);
  for (let a = 0; a <= links; a++) for (let b = 0; b < a; b++) ends.add(a, b);
  for (let node = links + 1; node < nodes; node++) {
    const older = ends.list.length;
    for (let added = 0; added < links; ) if (ends.add(node, ends.list[random.below(older)] as number)) added++;
  }
  return ends.links();
}

/** Rows of `width` nodes, each linked with its four neighbours; the edges meet. */
export function torus(nodes: number, width: number): Links {
  const ends = new Ends(nodes);
  for (let node = 0; node < nodes; node++) {
    const row = node - (node % width);
    ends.add(node, row + ((node + 1) % width));
    ends.add(node, (node + width) % nodes);
  }
  return ends.links();
}
