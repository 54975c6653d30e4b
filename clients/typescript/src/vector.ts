import type { OriginStatus } from '../../../src/gen/peerster/v1/node.js';

/** For each origin the last contiguous id held plus one. */
export type Vector = Readonly<Record<string, number>>;

export function toVector(origins: readonly OriginStatus[]): Vector {
  return Object.fromEntries(origins.map(({ origin, nextId }) => [origin, nextId]));
}

export function fromVector(vector: Vector): OriginStatus[] {
  return Object.entries(vector).map(([origin, nextId]) => ({ origin, nextId }));
}
