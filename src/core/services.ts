import type { Context, Peer } from './context.js';
import { PeersterError } from './errors.js';
import type { DropReason } from './events.js';
import type { FileHost } from './files/file-host.js';
import { Files } from './files/files.js';
import type { Log } from './log/log.js';
import type { Addressed, DataReply, DataRequest, SearchRequest } from './packet.js';
import type { Peers } from './peers.js';
import { PrivateMessages } from './private/private-messages.js';
import { Router } from './routing/router.js';
import type { RoutingTable } from './routing/table.js';
import type { Settings } from './settings.js';

/** What goes to one node by its name, and whoever reads it there. Made when there is a first one: most nodes only spread rumors. */
export class Services {
  readonly privateMessages: PrivateMessages;
  private readonly router: Router;
  /** Made when the node is told to share or to get something: who has no files opens no store. */
  private filesInUse: Files | undefined;

  constructor(
    private readonly context: Context,
    private readonly settings: Settings,
    peers: Peers,
    routes: RoutingTable,
    log: Log,
    private readonly fileHost: ((name: string) => FileHost) | undefined,
  ) {
    this.router = new Router(context, routes, peers);
    this.privateMessages = new PrivateMessages(context, settings, this.router, log);
  }

  /** Throws UNSUPPORTED. */
  get files(): Files {
    if (this.filesInUse !== undefined) return this.filesInUse;
    if (this.fileHost === undefined) throw new PeersterError('UNSUPPORTED', 'this node has no place for files');
    this.filesInUse = new Files(this.context, this.settings, this.fileHost(this.context.name), this.router, { holders: () => [] });
    return this.filesInUse;
  }

  receive(packet: Addressed | SearchRequest, from: Peer): void {
    if (packet.kind === 'searchRequest') return this.drop('unknown-kind', from);
    if (packet.destination !== this.context.name) return this.passOn(packet, from);
    switch (packet.kind) {
      case 'private':
        return this.privateMessages.receive(packet, from);
      case 'dataRequest':
      case 'dataReply':
        return this.receiveData(packet, from);
      case 'searchReply':
        return this.drop('unknown-kind', from);
    }
  }

  private receiveData(packet: DataRequest | DataReply, from: Peer): void {
    const nothing = packet.kind === 'dataRequest' ? 'not-held' : 'unasked';
    const fault = this.filesInUse === undefined ? nothing : this.filesInUse.receive(packet, from);
    if (fault !== undefined) this.drop(fault, from);
  }

  private passOn(packet: Addressed, from: Peer): void {
    const fate = this.router.send(packet);
    if (typeof fate === 'string') this.drop(fate, from);
  }

  private drop(reason: DropReason, from: Peer): void {
    this.context.outbox.emit({ kind: 'dropped', reason, from, bytes: 0 });
  }
}
