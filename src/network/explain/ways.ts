import { censusOf } from '../engine/census.js';
import type { Engine } from '../engine/engine.js';
import type { ActiveFault } from '../faults/faults.js';
import { lossOf } from '../links/bursts.js';

/** Which faults concern datagrams from one node to another. */
export type FaultsOn = (from: number, to: number) => readonly ActiveFault[];

/** The share of datagrams that are lost between two nodes, and the faults that do it. */
export interface Losing {
  readonly share: number;
  readonly faults: readonly string[];
}

export function losing(faults: readonly ActiveFault[]): Losing {
  const shares = faults.map(({ id, fault }) => ({ id, share: shareOf(fault) })).filter(({ share }) => share > 0);
  return { share: 1 - shares.reduce((kept, { share }) => kept * (1 - share), 1), faults: shares.map(({ id }) => id) };
}

function shareOf(fault: ActiveFault['fault']): number {
  if (fault.kind === 'cut') return 1;
  if (fault.kind === 'loss' || fault.kind === 'corruption') return fault.probability;
  return fault.kind === 'gilbert-elliott' ? lossOf(fault) : 0;
}

/** Ways that are looked at, at the most: in a complete graph there are as many as nodes times nodes. */
export const MOST_WAYS = 5_000_000;

/** Hops to each node; −1: there is no way, as far as all ways were looked at. */
export interface Hops {
  readonly to: Int32Array;
  readonly areAll: boolean;
}

/** The hops from the nearest of some nodes to each node, over nodes that are up and ways that `isOpen`. */
export function hopsFrom(engine: Engine, starts: readonly number[], isOpen: (from: number, to: number) => boolean): Hops {
  const hops = new Int32Array(engine.names.length).fill(-1);
  const queue = [...starts];
  for (const start of starts) hops[start] = 0;
  const { up } = censusOf(engine);
  for (let read = 0, looked = 0; read < queue.length && queue.length < up; read++) {
    const node = queue[read] as number;
    for (const next of engine.neighbours(node)) {
      if (++looked > MOST_WAYS) return { to: hops, areAll: false };
      if (hops[next] !== -1 || engine.state(next) !== 'up' || !isOpen(node, next)) continue;
      hops[next] = (hops[node] as number) + 1;
      queue.push(next);
    }
  }
  return { to: hops, areAll: true };
}
