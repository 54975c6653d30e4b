import { NOBODY, type RumorRecord } from '../record/rumor-record.js';
import type { Network } from '../network.js';
import { type Infection, MOST_INFECTIONS } from './charts/infection.js';
import { type MapNode, MOST_MAPPED } from './charts/map.js';

/** What pictures show of one run, taken before the network is closed. */
export interface Gathered {
  /** The rumor, and its way; undefined where nothing was published or a picture would show nothing. */
  readonly infection: { readonly rumor: string; readonly tree: readonly Infection[] } | undefined;
  readonly map: { readonly nodes: readonly MapNode[]; readonly links: readonly (readonly [number, number])[] } | undefined;
  /** The links between the source and each delivery. */
  readonly hops: readonly number[];
  /** Datagrams sent by each living node. */
  readonly load: readonly number[];
}

export function gather(network: Network): Gathered {
  const { engine, recorder } = network;
  const living = engine.names.flatMap((_, node) => (engine.state(node) === 'up' ? [node] : []));
  const rumors = recorder.held.published;
  const [first] = rumors;
  return {
    infection: first === undefined ? undefined : infectionOf(first, engine.names),
    map: living.length > MOST_MAPPED ? undefined : mapOf(network, living),
    hops: rumors.flatMap((rumor) => [...rumor.hops()].filter((hops) => hops > 0)),
    load: living.map((node) => recorder.load.of(node).packets),
  };
}

function infectionOf(rumor: RumorRecord, names: readonly string[]): Gathered['infection'] {
  const holders = names.flatMap((_, node) => (rumor.holds(node) ? [node] : []));
  if (holders.length > MOST_INFECTIONS || !isTree(rumor, holders)) return undefined;
  const tree = holders.map((node) => {
    const from = rumor.deliveredBy(node);
    const name = names[node] as string;
    return { node: name, from: from === NOBODY ? undefined : names[from], at: rumor.acceptedAt(node) - rumor.publishedAt };
  });
  return { rumor: `${rumor.origin}:${rumor.id}`, tree };
}

/** Where nodes lost their memory and got a rumor back from those they had told, or lost it for good, its way is no tree any more. */
function isTree(rumor: RumorRecord, holders: readonly number[]): boolean {
  const hops = rumor.hops();
  const isRooted = (node: number): boolean => {
    const from = rumor.deliveredBy(node);
    return from === NOBODY ? node === rumor.source : rumor.holds(from) && hops[from] === (hops[node] as number) - 1;
  };
  return rumor.source !== NOBODY && holders.every(isRooted);
}

function mapOf({ engine, recorder }: Network, living: readonly number[]): Gathered['map'] {
  const places = new Map(living.map((node, place) => [node, place]));
  const links = living.flatMap((node, place) =>
    [...engine.neighbours(node)].flatMap((other) => {
      const end = places.get(other);
      return end !== undefined && place < end ? [[place, end] as const] : [];
    }),
  );
  const nodes = living.map((node) => ({ name: engine.names[node] as string, reached: reachedAt(recorder.held.published, node) }));
  return { nodes, links };
}

/** ms from the publication of a rumor to its acceptance, of the rumor that took longest; undefined: one is missing. */
function reachedAt(rumors: readonly RumorRecord[], node: number): number | undefined {
  const ages = rumors.map((rumor) => (rumor.holds(node) ? Math.max(0, rumor.acceptedAt(node) - rumor.publishedAt) : undefined));
  if (ages.length === 0 || ages.includes(undefined)) return undefined;
  return (ages as number[]).reduce((most, age) => Math.max(most, age), 0);
}
