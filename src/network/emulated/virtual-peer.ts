import type { Peer } from '../../core/context.js';

/** Where a virtual node is reached: `port` is its number. */
export class VirtualPeer implements Peer {
  readonly host = 'virtual';
  constructor(readonly port: number) {}
}
