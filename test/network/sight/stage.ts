import type { Engine } from '../../../src/network/engine/engine.js';
import type { RealNetwork } from '../../../src/network/real/network.js';
import type { Known } from '../../../src/network/sight/seen.js';
import { Sight } from '../../../src/network/sight/sight.js';

/** A rumor that a node came to hold, and who brought it. */
export interface Told {
  readonly node: number;
  readonly origin: string;
  readonly id: number;
  readonly from: number;
}

/** What a network's nodes tell of themselves, beside what its relay sees of them. */
export interface Both {
  readonly told: Told[];
  readonly seen: Told[];
  readonly known: readonly Known[];
}

/** From now on, of all nodes that are there: to be called before anything is published. */
export function observeAll(engine: Engine): Both {
  const network = engine as RealNetwork;
  const told: Told[] = [];
  const seen: Told[] = [];
  network.tap({ accepted: (_at, node, origin, id, from) => told.push({ node, origin, id, from }) });
  const sight = new Sight({
    names: network.names,
    addressOf: () => undefined,
    isReference: () => false,
    onAccepted: (_at, node, origin, id, from) => seen.push({ node, origin, id, from }),
    onEvent: () => {},
  });
  network.watch(sight);
  return { told, seen, known: network.names.map((_, node) => sight.observe(node)) };
}

/** By node and origin: the ids, in the order in which they were told. */
export function order(all: readonly Told[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const { node, origin, id } of all) {
    const key = `${node} ${origin}`;
    found.set(key, [...(found.get(key) ?? []), id]);
  }
  return found;
}

/** The share of deliveries of which both name the same deliverer. A rumor that came twice before it was its turn may count from either. */
export function sameDeliverers({ told, seen }: Both): number {
  const key = ({ node, origin, id, from }: Told) => `${node} ${origin} ${id} ${from}`;
  const known = new Set(seen.map(key));
  return told.filter((one) => known.has(key(one))).length / told.length;
}
