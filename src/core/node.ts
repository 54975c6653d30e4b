import { Arrivals } from './arrivals.js';
import { AntiEntropy } from './dissemination/anti-entropy.js';
import type { Dissemination } from './dissemination/dissemination.js';
import { Mongering } from './dissemination/mongering.js';
import { SimpleMode } from './dissemination/simple-mode.js';
import { BOUNDS } from './bounds.js';
import type { Peer, PeerList } from './context.js';
import type { DropReason } from './events.js';
import type { Log } from './log/log.js';
import type { Files } from './files/files.js';
import type { Dialect, Packet, Status, Want } from './packet.js';
import { NodeParts } from './parts.js';
import type { PeerInfo } from './peers.js';
import { RouteRumors } from './routing/route-rumors.js';
import type { RoutingTable } from './routing/table.js';
import type { NodeOptions, Published } from './node-options.js';
import { OwnIds } from './rumors/own.js';
import { Services } from './services.js';
import type { Settings } from './settings.js';
import { checkText, faultOf } from './validity.js';

export type { NodeOptions, Published } from './node-options.js';
export type { PeerInfo } from './peers.js';

/**
 * A gossip node: the wiring of its parts and one dispatch. Synchronous, without I/O, clock or dice: a host calls `at(now)` before
 * anything else in a step, `endTurn` at its end, and wakes it at `nextDeadline`.
 */
export class Node {
  readonly simple: boolean;
  private readonly parts: NodeParts;
  /** Finds out whether the node was here before; undefined once that is known. */
  ownIds: OwnIds | undefined;
  /** Made when there is something to spread: of a large network, most nodes are idle. */
  private ruleInUse: Dissemination | undefined;
  private readonly simpleMode: SimpleMode | undefined;
  private arrivalsInUse: Arrivals | undefined;
  private servicesInUse: Services | undefined;
  private routeRumors: RouteRumors | undefined;
  private readonly ruleMaker: NodeOptions['rule'];
  private readonly fileHost: NodeOptions['fileHost'];

  constructor(options: NodeOptions) {
    const { settings, simple } = options;
    this.simple = simple;
    this.parts = new NodeParts(options, this);
    this.simpleMode = simple ? new SimpleMode(this.parts, this.parts.peers, this.log, options.address) : undefined;
    this.ruleMaker = options.rule;
    this.fileHost = options.fileHost;
    const waits = !simple && this.parts.peers.configuredCount > 0;
    this.ownIds = new OwnIds(this.parts, settings, this.parts.rumors, waits, this);
    if (!simple) this.startGossip();
    if (!simple && settings.routeRumors > 0) this.startRouteRumors(settings.routeRumors);
  }

  get name(): string {
    return this.parts.name;
  }

  get settings(): Settings {
    return this.parts.settings;
  }

  /** Everything accepted, numbered. */
  get log(): Log {
    return this.parts.rumors.log;
  }

  /** Whether an own id may be issued already (protocol.md §2, Restart). */
  get settled(): boolean {
    return this.ownIds?.isSettled ?? true;
  }

  /** Monotonic ms of the next wake-up; Infinity for none. */
  get nextDeadline(): number {
    return this.parts.timers.next();
  }

  /** Reads a little of what a turn of this node will need, and changes nothing: for a host that knows the next turns of many nodes. */
  touch(): number {
    return this.parts.touch() + (this.ruleInUse?.touch?.() ?? 0);
  }

  /** Monotonic ms at which it tells a random peer what it holds; Infinity for never. */
  get nextAntiEntropy(): number {
    return this.parts.timers.deadlineOf((timer) => timer instanceof AntiEntropy);
  }

  /** Sets the time and fires what is due. */
  at(now: number): this {
    this.parts.now = now;
    this.parts.timers.fire(now);
    return this;
  }

  receive(packet: Packet, from: Peer): void {
    const fault = faultOf(packet);
    if (fault !== undefined) return this.drop(fault, from);
    this.parts.peers.hear(from);
    this.routeRumors?.onHeard();
    if ((packet.kind === 'simple') !== this.simple) return this.drop('not-in-mode', from);
    switch (packet.kind) {
      case 'rumor':
        return this.arrivals.receive(packet, from);
      case 'status':
        this.parts.peers.recognise(packet, from);
        return this.receiveStatus(packet, from);
      case 'simple':
        return this.simpleMode?.receive(packet, from);
      case 'private':
      case 'dataRequest':
      case 'dataReply':
      case 'searchRequest':
      case 'searchReply':
        return this.services.receive(packet, from);
    }
  }

  /** Ends a turn: acknowledges what came in it. */
  endTurn(): void {
    this.ruleInUse?.endTurn();
  }

  /** Publishes a text. Throws INVALID_TEXT, TEXT_TOO_LONG, IDS_EXHAUSTED. To be called only once `settled`. */
  publish(text: string): Published {
    checkText(text);
    const { outbox } = this.parts;
    if (outbox.wants('client')) outbox.emit({ kind: 'client', text, destination: undefined });
    if (this.simpleMode !== undefined) return this.published(this.simpleMode.publish(text));
    const { rumor, position } = this.parts.rumors.issue(text);
    this.ownIds?.onIssued(rumor.id);
    this.rule.onOwn(rumor);
    return this.published(position);
  }

  /** What this node has of files, and gets. Throws UNSUPPORTED where it has no disk. */
  get files(): Files {
    return this.services.files;
  }

  /** Which neighbour packets for a node go to. */
  get routes(): RoutingTable {
    return this.arrivals.routes;
  }

  /** The vector, in order of first appearance. */
  vector(): readonly Want[] {
    return this.parts.vector.all().want;
  }

  /** Changes whenever the vector does. */
  get vectorVersion(): number {
    return this.parts.rumors.version;
  }

  /** The last contiguous id held of an origin, plus one. */
  nextId(origin: string): number {
    return this.parts.rumors.origins.find(origin)?.nextId ?? 1;
  }

  /** Whether a peer has announced an ability. */
  peerCan(peer: Peer, ability: number): boolean {
    return this.parts.peers.can(peer, ability);
  }

  /** How a peer writes its packets, as far as it has shown. */
  peerDialect(peer: Peer): Dialect {
    return this.parts.peers.dialect(peer);
  }

  /** Configured from now on. Throws TOO_MANY_PEERS. One's own address is no peer: undefined. */
  addPeer(peer: Peer): PeerInfo | undefined {
    return this.parts.peers.add(peer);
  }

  removePeer(peer: Peer): boolean {
    this.ruleInUse?.onRemoved(peer);
    return this.parts.peers.remove(peer);
  }

  /** The neighbours, configured ones first; not to be changed by the caller. */
  get neighbours(): PeerList {
    return this.parts.peers.all;
  }

  listPeers(): readonly PeerInfo[] {
    return this.parts.peers.describe();
  }

  /** The first own id may be issued. */
  onSettled(): void {
    if (this.routeRumors !== undefined) this.issueRoute();
  }

  /** Shows others the way here. */
  issueRoute(): void {
    if (!this.settled || this.nextId(this.name) > BOUNDS.lastId) return;
    const { rumor } = this.parts.rumors.issue('');
    this.ownIds?.onIssued(rumor.id);
    this.rule.onOwn(rumor);
  }

  /** A learnt peer had to make room for another. */
  onDropped(peer: Peer): void {
    this.ruleInUse?.onRemoved(peer);
  }

  /** Called once a period of anti-entropy. */
  tidy(): void {
    this.ruleInUse?.tidy();
  }

  /** A configured peer that does not answer. */
  missed(): Peer | undefined {
    return this.ruleInUse?.missed();
  }

  /** How rumors spread. */
  get rule(): Dissemination {
    this.ruleInUse ??= this.makeRule();
    return this.ruleInUse;
  }

  private get arrivals(): Arrivals {
    this.arrivalsInUse ??= new Arrivals(this.parts, this);
    return this.arrivalsInUse;
  }

  /** What goes to one node by its name. */
  get services(): Services {
    const { parts, routes, log, fileHost, simple } = this;
    const { context, settings, peers } = parts;
    this.servicesInUse ??= new Services({ context, settings, peers, routes, log, fileHost, simple });
    return this.servicesInUse;
  }

  private makeRule(): Dissemination {
    return this.ruleMaker === undefined ? new Mongering(this.parts) : this.ruleMaker(this.parts);
  }

  /** Anti-entropy begins, and a peer is told at once that this node is there: its answer shows whether the name was here before. */
  private startGossip(): void {
    const antiEntropy = new AntiEntropy(this.parts, this);
    for (let at = 0; at < Math.min(this.settings.greet, this.parts.peers.count); at++) antiEntropy.tell(this.parts.peers.at(at));
  }

  private startRouteRumors(period: number): void {
    this.routeRumors = new RouteRumors(this.parts, period, this);
    this.issueRoute();
  }

  private receiveStatus(status: Status, from: Peer): void {
    const { outbox } = this.parts;
    if (outbox.wants('status')) outbox.emit({ kind: 'status', status, from });
    if (!status.route) this.ownIds?.onStatus(status, this.parts.peers.isNamed(from));
    if (this.ownIds?.isDone) this.ownIds = undefined;
    if (status.want.length === 0 && this.parts.rumors.version === 0) this.sayInSync(from);
    else this.rule.onStatus(status, from);
  }

  /** Neither side holds anything: nothing to compare. */
  private sayInSync(peer: Peer): void {
    const { outbox } = this.parts;
    this.parts.peers.isBack(peer);
    if (outbox.wants('in-sync')) outbox.emit({ kind: 'in-sync', with: peer });
  }

  private published(position: number): Published {
    return { entry: this.log.at(position), position };
  }

  /** Told whether or not anybody wants it: the endpoint counts what is dropped. */
  private drop(reason: DropReason, from: Peer): void {
    const { outbox } = this.parts;
    outbox.emit({ kind: 'dropped', reason, from, bytes: 0 });
  }
}
