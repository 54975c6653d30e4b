import type { Context, Peer } from '../context.js';
import type { DropReason } from '../events.js';
import { type Addressed, withHopLimit } from '../packet.js';

interface Table {
  nextHop(destination: string): Peer | undefined;
}

/**
 * Sends packets that are for one node on their way. Every node that sends one takes 1 off its hop limit, the first one included
 * (docs/protocol.md, M2): a direct neighbour of the origin sees 9 of 10.
 */
export class Router {
  constructor(
    private readonly context: Context,
    private readonly table: Table,
  ) {}

  /** Returns the neighbour that it was sent to, or why it was not sent. */
  send(packet: Addressed): Peer | Extract<DropReason, 'hop-limit' | 'no-route'> {
    if (packet.hopLimit <= 0) return 'hop-limit';
    const nextHop = this.table.nextHop(packet.destination);
    if (nextHop === undefined) return 'no-route';
    this.context.outbox.send(withHopLimit(packet, packet.hopLimit - 1), nextHop);
    return nextHop;
  }
}
