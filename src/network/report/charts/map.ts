import { forceCenter, forceLink, forceManyBody, forceSimulation, type SimulationLinkDatum, type SimulationNodeDatum } from 'd3-force';
import { at, escape, figure, picture } from './markup.js';

export interface MapNode {
  readonly name: string;
  /** ms until it had everything; undefined: never. */
  readonly reached: number | undefined;
}

interface Placed extends SimulationNodeDatum, MapNode {}

/** More than this takes long to lay out, and looks like wool. */
export const MOST_MAPPED = 400;
const STEPS = 300;
/** Pixels. */
const SIDE = 720;
const EDGE = 30;
const NAMED = 60;

/** The network drawn by forces between its nodes, each coloured by when it was reached. The same network gives the same picture. */
export function networkMap(nodes: readonly MapNode[], links: readonly (readonly [number, number])[]): string {
  const placed = layOut(nodes, links);
  const last = nodes.reduce((latest, { reached }) => Math.max(latest, reached ?? 0), 1);
  const lines = links.map(([a, b]) => `M${place(placed[a])}L${place(placed[b])}`).join('');
  const dots = placed.map((node) => dot(node, last, nodes.length <= NAMED)).join('');
  return picture(SIDE, SIDE, 'The network, each node by when it was reached', `<path class="way" d="${lines}"/>${dots}`);
}

function layOut(nodes: readonly MapNode[], links: readonly (readonly [number, number])[]): Placed[] {
  const placed: Placed[] = nodes.map((node) => ({ ...node }));
  const ties: SimulationLinkDatum<Placed>[] = links.map(([source, target]) => ({ source, target }));
  const simulation = forceSimulation(placed).force('charge', forceManyBody().strength(-60)).force('links', forceLink(ties).distance(30));
  simulation.force('centre', forceCenter(0, 0)).stop().tick(STEPS);
  return fit(placed);
}

/** Into the picture, with equal scales. */
function fit(placed: Placed[]): Placed[] {
  const reach = placed.reduce((most, { x = 0, y = 0 }) => Math.max(most, Math.abs(x), Math.abs(y)), 1);
  const scale = (SIDE / 2 - EDGE) / reach;
  return placed.map((node) => ({ ...node, x: (node.x ?? 0) * scale + SIDE / 2, y: (node.y ?? 0) * scale + SIDE / 2 }));
}

function place(node: Placed | undefined): string {
  return `${at(node?.x ?? 0)},${at(node?.y ?? 0)}`;
}

function dot({ name, reached, x = 0, y = 0 }: Placed, last: number, isNamed: boolean): string {
  const words = reached === undefined ? `${name}: not reached` : `${name}: after ${figure(reached)} ms`;
  const look = reached === undefined ? 'class="missed"' : `class="node" style="--age:${at((1 - reached / last) * 100)}%"`;
  const label = isNamed ? `<text class="tick" text-anchor="middle" x="${at(x)}" y="${at(y - 9)}">${escape(name)}</text>` : '';
  return `<circle ${look} cx="${at(x)}" cy="${at(y)}" r="5"><title>${escape(words)}</title></circle>${label}`;
}
