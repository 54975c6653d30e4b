import type { Context, Peer } from '../context.js';
import type { DropReason } from '../events.js';
import { Ability, type Addressed, type DataRequest, dataReply, dataRequest, privateMessage, searchReply } from '../packet.js';

interface Table {
  nextHop(destination: string): Peer | undefined;
}

interface Neighbours {
  can(peer: Peer, ability: number): boolean;
}

/**
 * Sends what is for one node on its way. Every node that sends it takes 1 off its hop limit, the first one included
 * (docs/protocol.md, M2): a direct neighbour of the origin sees 9 of 10.
 */
export class Router {
  constructor(
    private readonly context: Context,
    private readonly table: Table,
    private readonly neighbours: Neighbours,
  ) {}

  /** Returns the neighbour that it was sent to, or why it was not sent. */
  send(packet: Addressed): Peer | Extract<DropReason, 'hop-limit' | 'no-route'> {
    if (packet.hopLimit <= 0) return 'hop-limit';
    const nextHop = this.table.nextHop(packet.destination);
    if (nextHop === undefined) return 'no-route';
    if (packet.kind === 'dataRequest' && packet.more.length > 0 && !this.neighbours.can(nextHop, Ability.bundles))
      return this.sendSingly(packet);
    const copy = this.next(packet, packet.hopLimit - 1, nextHop);
    if (isEmptied(packet, copy)) return 'no-route';
    this.context.outbox.send(copy, nextHop);
    return nextHop;
  }

  /** A request for several blocks, to a neighbour that would read the first one only. */
  private sendSingly({ origin, destination, hopLimit, hashValue, more }: DataRequest): ReturnType<Router['send']> {
    const fate = this.send(dataRequest(origin, destination, hopLimit, hashValue));
    for (const each of more) this.send(dataRequest(origin, destination, hopLimit, each));
    return fate;
  }

  /** The packet as it goes to the next hop. Only nodes of this program are shown ids of private messages, and files above 2 MiB. */
  private next(packet: Addressed, hopLimit: number, to: Peer): Addressed {
    const { origin, destination } = packet;
    const knowsExtensions = this.neighbours.can(to, Ability.bundles);
    switch (packet.kind) {
      case 'private':
        return privateMessage(origin, knowsExtensions ? packet.id : 0, packet.text, destination, hopLimit);
      case 'dataRequest':
        return dataRequest(origin, destination, hopLimit, packet.hashValue, packet.more);
      case 'dataReply':
        return dataReply(origin, destination, hopLimit, packet.hashValue, packet.data);
      case 'searchReply':
        return searchReply(origin, destination, hopLimit, packet.results, knowsExtensions ? packet.trees : []);
    }
  }
}

/** Nothing is left of an answer that the next hop could read. */
function isEmptied(before: Addressed, after: Addressed): boolean {
  if (before.kind !== 'searchReply' || after.kind !== 'searchReply') return false;
  return before.trees.length > 0 && after.trees.length === 0 && after.results.length === 0;
}
