import type { Context, Peer } from './context.js';
import type { DropReason } from './events.js';
import type { Log } from './log/log.js';
import type { Addressed } from './packet.js';
import type { Peers } from './peers.js';
import { PrivateMessages } from './private/private-messages.js';
import { Router } from './routing/router.js';
import type { RoutingTable } from './routing/table.js';
import type { Settings } from './settings.js';

/** What goes to one node by its name, and whoever reads it there. Made when there is a first one: most nodes only spread rumors. */
export class Services {
  readonly privateMessages: PrivateMessages;
  private readonly router: Router;

  constructor(
    private readonly context: Context,
    settings: Settings,
    peers: Peers,
    routes: RoutingTable,
    log: Log,
  ) {
    this.router = new Router(context, routes, peers);
    this.privateMessages = new PrivateMessages(context, settings, this.router, log);
  }

  receive(packet: Addressed, from: Peer): void {
    if (packet.destination !== this.context.name) return this.passOn(packet, from);
    switch (packet.kind) {
      case 'private':
        return this.privateMessages.receive(packet, from);
      case 'dataRequest':
      case 'dataReply':
      case 'searchReply':
        return this.drop('unknown-kind', from);
    }
  }

  private passOn(packet: Addressed, from: Peer): void {
    const fate = this.router.send(packet);
    if (typeof fate === 'string') this.drop(fate, from);
  }

  private drop(reason: DropReason, from: Peer): void {
    this.context.outbox.emit({ kind: 'dropped', reason, from, bytes: 0 });
  }
}
