import { getHeapStatistics } from 'node:v8';
import { PeersterError } from '../core/errors.js';

/** Bytes of an emulated node that has one rumor: what it takes at the least, and what is enough. Measured: docs/benchmarks.md. */
const LEAST = 2_500;
const ENOUGH = 6_500;

/** Better told now than after minutes, by a heap that is full and takes everything with it. Throws INVALID_SETTING. */
export function checkHeap(nodes: number, limit: number = getHeapStatistics().heap_size_limit): void {
  if (nodes * LEAST <= limit) return;
  const megabytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20);
  throw new PeersterError(
    'INVALID_SETTING',
    `${nodes.toLocaleString('en-GB')} nodes do not fit into the ${megabytes(limit).toLocaleString('en-GB')} MiB that Node.js grants: take fewer, ` +
      `or set NODE_OPTIONS=--max-old-space-size=${megabytes(nodes * ENOUGH)} if this machine has as much`,
  );
}
