import { AntiEntropy } from './dissemination/anti-entropy.js';
import type { Dissemination } from './dissemination/dissemination.js';
import { Mongering } from './dissemination/mongering.js';
import { SimpleMode } from './dissemination/simple-mode.js';
import type { Context, Peer } from './context.js';
import type { DropReason } from './events.js';
import type { Log } from './log/log.js';
import { Ability, type Dialect, type Packet, type Rumor, type Status, type Want } from './packet.js';
import { type PeerInfo, Peers } from './peers.js';
import type { NodeOptions, Published } from './node-options.js';
import { OwnIds } from './rumors/own.js';
import { type Reception, Rumors } from './rumors/rumors.js';
import { Vector } from './rumors/vector.js';
import type { Settings } from './settings.js';
import { Timers } from './timers.js';
import { checkText, faultOf } from './validity.js';

export type { NodeOptions, Published } from './node-options.js';
export type { PeerInfo } from './peers.js';

/**
 * A gossip node: the wiring of its parts and one dispatch. Synchronous, without I/O, clock or dice: a host calls `at(now)` before
 * anything else in a step, `endTurn` at its end, and wakes it at `nextDeadline`.
 */
export class Node {
  readonly name: string;
  readonly settings: Settings;
  readonly simple: boolean;
  private readonly peers: Peers;
  private readonly context: Context & { now: number };
  private readonly rumors: Rumors;
  private readonly vectors: Vector;
  private readonly own: OwnIds;
  /** Made when there is something to spread: of a large network, most nodes are idle. */
  private ruleInUse: Dissemination | undefined;
  private simpleModeInUse: SimpleMode | undefined;

  private readonly address: string;
  private readonly ruleMaker: NodeOptions['rule'];

  constructor(options: NodeOptions) {
    const { name, settings, simple, random, outbox, now } = options;
    this.name = name;
    this.settings = settings;
    this.simple = simple;
    this.context = { name, now, random, timers: new Timers(), outbox };
    this.peers = new Peers(this.context, settings, options.isSelf, options.peers, this);
    this.rumors = new Rumors(this.context, this.peers);
    this.address = options.address;
    this.ruleMaker = options.rule;
    this.vectors = new Vector(this.rumors, settings.extensions === 0 ? 0 : Ability.bundles);
    const waits = !simple && this.peers.configuredCount > 0;
    this.own = new OwnIds(this.context, settings, this.rumors, waits, this);
    if (!simple) this.startGossip();
  }

  /** Everything accepted, numbered. */
  get log(): Log {
    return this.rumors.log;
  }

  /** Whether an own id may be issued already (protocol.md §2, Restart). */
  get settled(): boolean {
    return this.own.isSettled;
  }

  /** Monotonic ms of the next wake-up; Infinity for none. */
  get nextDeadline(): number {
    return this.context.timers.next();
  }

  /** Sets the time and fires what is due. */
  at(now: number): this {
    this.context.now = now;
    this.context.timers.fire(now);
    return this;
  }

  receive(packet: Packet, from: Peer): void {
    const fault = faultOf(packet);
    if (fault !== undefined) return this.drop(fault, from);
    const acquaintance = this.peers.hear(from);
    if ((packet.kind === 'simple') !== this.simple) return this.drop('not-in-mode', from);
    switch (packet.kind) {
      case 'rumor':
        return this.receiveRumor(packet, from);
      case 'status':
        this.peers.recognise(packet, acquaintance);
        return this.receiveStatus(packet, from);
      case 'simple':
        return this.simpleMode.receive(packet, from);
      case 'private':
      case 'dataRequest':
      case 'dataReply':
      case 'searchRequest':
      case 'searchReply':
        return this.drop('unknown-kind', from);
    }
  }

  /** Ends a turn: acknowledges what came in it. */
  endTurn(): void {
    this.ruleInUse?.endTurn();
  }

  /** Publishes a text. Throws INVALID_TEXT, TEXT_TOO_LONG, IDS_EXHAUSTED. To be called only once `settled`. */
  publish(text: string): Published {
    checkText(text);
    const { outbox } = this.context;
    if (outbox.wants('client')) outbox.emit({ kind: 'client', text, destination: undefined });
    if (this.simple) return this.published(this.simpleMode.publish(text));
    const { rumor, position } = this.rumors.issue(text);
    this.own.onIssued(rumor.id);
    this.rule.onOwn(rumor);
    return this.published(position);
  }

  /** The vector, in order of first appearance. */
  vector(): readonly Want[] {
    return this.vectors.all().want;
  }

  /** Changes whenever the vector does. */
  get vectorVersion(): number {
    return this.rumors.version;
  }

  /** The last contiguous id held of an origin, plus one. */
  nextId(origin: string): number {
    return this.rumors.origins.find(origin)?.nextId ?? 1;
  }

  /** Whether a peer has announced an ability. */
  peerCan(peer: Peer, ability: number): boolean {
    return this.peers.can(peer, ability);
  }

  /** How a peer writes its packets, as far as it has shown. */
  peerDialect(peer: Peer): Dialect {
    return this.peers.dialect(peer);
  }

  /** Configured from now on. Throws TOO_MANY_PEERS. One's own address is no peer: undefined. */
  addPeer(peer: Peer): PeerInfo | undefined {
    return this.peers.add(peer);
  }

  removePeer(peer: Peer): boolean {
    this.ruleInUse?.onRemoved(peer);
    return this.peers.remove(peer);
  }

  /** The neighbours, configured ones first; not to be changed by the caller. */
  get neighbours(): readonly Peer[] {
    return this.peers.all;
  }

  listPeers(): readonly PeerInfo[] {
    return this.peers.describe();
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

  private get rule(): Dissemination {
    this.ruleInUse ??= this.makeRule();
    return this.ruleInUse;
  }

  private get simpleMode(): SimpleMode {
    this.simpleModeInUse ??= new SimpleMode(this.context, this.peers, this.log, this.address);
    return this.simpleModeInUse;
  }

  private makeRule(): Dissemination {
    const { context, settings, peers, rumors, vectors: vector } = this;
    if (this.ruleMaker !== undefined) return this.ruleMaker({ context, settings, peers, rumors, vector });
    return new Mongering(context, settings, peers, rumors, vector);
  }

  /** Anti-entropy begins, and a peer is told at once that this node is there: its answer shows whether the name was here before. */
  private startGossip(): void {
    const antiEntropy = new AntiEntropy(this.context, this.settings, this.peers, this.vectors, this);
    for (let at = 0; at < Math.min(this.settings.greet, this.peers.all.length); at++) antiEntropy.tell(this.peers.all[at] as Peer);
  }

  private receiveRumor(rumor: Rumor, from: Peer): void {
    const reception = this.receptionOf(rumor, from);
    const { outbox } = this.context;
    if (outbox.wants('rumor')) outbox.emit({ kind: 'rumor', rumor, from, isNew: isTaken(reception) });
    if (isTaken(reception)) return this.accept(rumor, from, reception === 'replaced');
    this.rule.onKnown(rumor, from);
    if (reception === 'collision' && rumor.origin === this.name) this.own.onTaken(rumor.id);
    if (reception !== 'known' && reception !== 'held') this.drop(reception, from);
  }

  /**
   * A reference node does not use up the id of its route rumor. Whoever kept it would count the id as had, and nobody could see that
   * the text under it never came; a course node would even refuse that text. So it stays with us.
   */
  private receptionOf(rumor: Rumor, from: Peer): Reception {
    return rumor.text === '' && this.peers.dialect(from) === 'reference' ? 'known' : this.rumors.receive(rumor, from);
  }

  private accept(rumor: Rumor, from: Peer, isReplacement: boolean): void {
    if (isReplacement) this.rule.onReplaced(rumor, from);
    else this.rule.onNew(rumor, from);
    if (rumor.origin === this.name) this.own.onReturned();
    const { outbox } = this.context;
    for (let next = this.rumors.release(rumor.origin); next !== undefined; next = this.rumors.release(rumor.origin)) {
      if (outbox.wants('released')) outbox.emit({ kind: 'released', rumor: next.rumor, from: next.from });
      this.rule.onNew(next.rumor, next.from);
      if (rumor.origin === this.name) this.own.onReturned();
    }
  }

  private receiveStatus(status: Status, from: Peer): void {
    const { outbox } = this.context;
    if (outbox.wants('status')) outbox.emit({ kind: 'status', status, from });
    if (!status.route) this.own.onStatus(status, this.peers.isNamed(from));
    if (status.want.length === 0 && this.rumors.version === 0) this.sayInSync(from);
    else this.rule.onStatus(status, from);
  }

  /** Neither side holds anything: nothing to compare. */
  private sayInSync(peer: Peer): void {
    const { outbox } = this.context;
    const acquaintance = this.peers.acquaintance(peer);
    if (acquaintance !== undefined) acquaintance.wasAway = false;
    if (outbox.wants('in-sync')) outbox.emit({ kind: 'in-sync', with: peer });
  }

  private published(position: number): Published {
    return { entry: this.log.at(position), position };
  }

  /** Told whether or not anybody wants it: the endpoint counts what is dropped. */
  private drop(reason: DropReason, from: Peer): void {
    const { outbox } = this.context;
    outbox.emit({ kind: 'dropped', reason, from, bytes: 0 });
  }
}

function isTaken(reception: Reception): reception is 'new' | 'replaced' {
  return reception === 'new' || reception === 'replaced';
}
