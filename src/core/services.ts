import type { Context, Peer } from './context.js';
import { PeersterError } from './errors.js';
import type { DropReason } from './events.js';
import type { OwnFile } from './files/catalogue.js';
import type { FileHost } from './files/file-host.js';
import { Files } from './files/files.js';
import type { Log } from './log/log.js';
import type { Published } from './node-options.js';
import type { Addressed, DataReply, DataRequest, SearchRequest } from './packet.js';
import type { Peers } from './peers.js';
import { PrivateMessages } from './private/private-messages.js';
import { Router } from './routing/router.js';
import type { RoutingTable } from './routing/table.js';
import { Answering } from './search/answering.js';
import { Finds } from './search/finds.js';
import { Flood } from './search/flood.js';
import { Searches } from './search/searches.js';
import type { Settings } from './settings.js';
import { checkText } from './validity.js';

interface Parts {
  readonly context: Context;
  readonly settings: Settings;
  readonly peers: Peers;
  readonly routes: RoutingTable;
  readonly log: Log;
  readonly fileHost: ((name: string) => FileHost) | undefined;
  readonly simple: boolean;
}

/** What goes to one node by its name, and whoever reads it there. Made when there is a first one: most nodes only spread rumors. */
export class Services {
  /** What searches found, for downloads. */
  readonly finds = new Finds();
  private readonly router: Router;
  private readonly privateMessages: PrivateMessages;
  private readonly ownSearches: Searches;
  private readonly answering: Answering;
  /** Made when the node is told to share or to get something: who has no files opens no store. */
  private filesInUse: Files | undefined;

  constructor(private readonly parts: Parts) {
    const { context, settings, peers, routes, log } = parts;
    const flood = new Flood(context, peers);
    this.router = new Router(context, routes, peers);
    this.privateMessages = new PrivateMessages(context, settings, this.router, log);
    this.ownSearches = new Searches(context, settings, flood, this.finds);
    this.answering = new Answering(context, settings, this.router, flood, this);
  }

  /** Sends a text to one node. Throws INVALID_TEXT, TEXT_TOO_LONG, NO_ROUTE. */
  sendPrivate(text: string, destination: string): Published {
    checkText(text);
    const position = this.privateMessages.send(text, destination);
    return { entry: this.parts.log.at(position), position };
  }

  /** Throws WRONG_STATE in simple mode. */
  get searches(): Searches {
    if (this.parts.simple) throw new PeersterError('WRONG_STATE', 'a node in simple mode has no searches; start it without -simple');
    return this.ownSearches;
  }

  /** Throws UNSUPPORTED. */
  get files(): Files {
    if (this.filesInUse !== undefined) return this.filesInUse;
    const { context, settings, fileHost } = this.parts;
    if (fileHost === undefined) throw new PeersterError('UNSUPPORTED', 'this node has no place for files');
    this.filesInUse = new Files(context, settings, fileHost(context.name), this.router, this.finds);
    return this.filesInUse;
  }

  /** What others can find here. */
  get own(): Iterable<OwnFile> {
    return this.filesInUse?.own ?? [];
  }

  receive(packet: Addressed | SearchRequest, from: Peer): void {
    const reason = this.reasonAfter(packet, from);
    if (reason !== undefined) this.parts.context.outbox.emit({ kind: 'dropped', reason, from, bytes: 0 });
  }

  /** Acts on a packet. Returns why it changed nothing, if so. */
  private reasonAfter(packet: Addressed | SearchRequest, from: Peer): DropReason | undefined {
    if (packet.kind === 'searchRequest') return this.answering.receive(packet, from);
    if (packet.destination !== this.parts.context.name) return this.passOn(packet);
    switch (packet.kind) {
      case 'private':
        return this.privateMessages.receive(packet, from);
      case 'searchReply':
        return this.ownSearches.receive(packet);
      case 'dataRequest':
      case 'dataReply':
        return this.receiveData(packet, from);
    }
  }

  private receiveData(packet: DataRequest | DataReply, from: Peer): DropReason | undefined {
    if (this.filesInUse === undefined) return packet.kind === 'dataRequest' ? 'not-held' : 'unasked';
    return this.filesInUse.receive(packet, from);
  }

  private passOn(packet: Addressed): DropReason | undefined {
    const fate = this.router.send(packet);
    return typeof fate === 'string' ? fate : undefined;
  }
}
