import { type HierarchyPointLink, type HierarchyPointNode, stratify, tree } from 'd3-hierarchy';
import { linkRadial } from 'd3-shape';
import { at, escape, figure, picture } from './markup.js';

/** Who got a rumor from whom. `from` is undefined for the node that published it. */
export interface Infection {
  readonly node: string;
  readonly from: string | undefined;
  /** ms since publication. */
  readonly at: number;
}

/** More cannot be told apart in a picture of this size. */
export const MOST_INFECTIONS = 3_000;
/** Pixels. */
const SIDE = 720;
const NAMED = 60;

type Place = HierarchyPointNode<Infection>;

/** The tree along which a rumor spread, its source in the middle, one ring a hop, later deliveries paler. */
export function infectionTree(infections: readonly Infection[]): string {
  const root = stratify<Infection>()
    .id(({ node }) => node)
    .parentId(({ from }) => from)([...infections]);
  const radius = SIDE / 2 - 46;
  const placed = tree<Infection>()
    .size([2 * Math.PI, radius])
    .separation((a, b) => (a.parent === b.parent ? 1 : 2) / Math.max(1, a.depth))(root);
  const last = infections.reduce((latest, { at: time }) => Math.max(latest, time), 1);
  const nodes = placed.descendants();
  const content =
    rings(placed.height, radius) + links(placed.links()) + nodes.map((node) => dot(node, last, nodes.length <= NAMED)).join('');
  return picture(SIDE, SIDE, 'The tree along which the rumor spread', `<g transform="translate(${SIDE / 2} ${SIDE / 2})">${content}</g>`);
}

function rings(hops: number, radius: number): string {
  return Array.from({ length: hops }, (_, hop) => `<circle class="ring" r="${at((radius * (hop + 1)) / hops)}"/>`).join('');
}

function links(all: readonly HierarchyPointLink<Infection>[]): string {
  const path = linkRadial<HierarchyPointLink<Infection>, Place>()
    .angle(({ x }) => x)
    .radius(({ y }) => y)
    .digits(1);
  return `<path class="way" d="${all.map((link) => path(link) ?? '').join('')}"/>`;
}

function dot({ x, y, data, depth }: Place, last: number, isNamed: boolean): string {
  const [left, top] = [y * Math.sin(x), -y * Math.cos(x)];
  const words =
    data.from === undefined ? `${data.node} published it` : `${data.node}: from ${data.from} after ${figure(data.at)} ms, hop ${depth}`;
  const look = `class="${depth === 0 ? 'source' : 'node'}" style="--age:${at((1 - data.at / last) * 100)}%"`;
  const name = isNamed ? `<text class="tick" text-anchor="middle" x="${at(left)}" y="${at(top - 8)}">${escape(data.node)}</text>` : '';
  return `<circle ${look} cx="${at(left)}" cy="${at(top)}" r="${depth === 0 ? 6 : 3.5}"><title>${escape(words)}</title></circle>${name}`;
}
