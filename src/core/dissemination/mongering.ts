import type { Peer } from '../context.js';
import type { Rumor, Status } from '../packet.js';
import type { Random } from '../random.js';
import { Acknowledgements } from './acknowledgements.js';
import type { Dissemination, Parts } from './dissemination.js';
import { Exchanges } from './exchanges.js';
import { Flow } from './flow.js';
import { Patience } from './patience.js';
import { Synchronisation } from './synchronisation.js';

/**
 * Rumor mongering (Demers et al. 1987, "Epidemic algorithms for replicated database maintenance", blind coin) by the course's
 * rules: protocol.md §2.
 *
 * Invariant 1: a rumor in flight to a peer is not sent to it again before its retransmission is due.
 * Invariant 2: for each rumor in flight one coin is flipped: when a Status covers it, or when the time for that is over.
 */
export class Mongering implements Dissemination {
  private readonly exchanges: Exchanges;
  private readonly flow: Flow;
  private readonly acknowledgements: Acknowledgements;
  private readonly patience: Patience;
  private readonly synchronisation: Synchronisation;
  private coin: Random | undefined;

  constructor(private readonly parts: Parts) {
    this.flow = new Flow(parts);
    this.acknowledgements = new Acknowledgements(parts, this.flow);
    this.patience = new Patience(parts, this.flow, this);
    this.exchanges = new Exchanges(parts, this.flow, this.patience);
    this.synchronisation = new Synchronisation(parts, this.exchanges, this.flow, this.patience);
  }

  onOwn(rumor: Rumor): void {
    this.flow.onNews();
    this.spread(rumor, undefined);
  }

  onNew(rumor: Rumor, from: Peer): void {
    this.flow.onNews();
    this.note(rumor, from, true);
    this.spread(rumor, from);
  }

  onReplaced(rumor: Rumor, from: Peer): void {
    this.flow.onNews();
    this.note(rumor, from, true);
    for (let at = 0; at < Math.min(this.parts.peers.count, MOST_TOLD); at++) {
      const peer = this.parts.peers.at(at);
      if (peer !== from) this.offer(rumor, peer, true);
    }
  }

  onKnown(rumor: Rumor, from: Peer): void {
    this.note(rumor, from, false);
  }

  onStatus(status: Status, from: Peer): void {
    const acknowledged = status.route ? this.synchronisation.acknowledgeRoute(status.route, from) : this.synchronisation.run(status, from);
    for (let at = 0; at < acknowledged.length; at++) this.flip(acknowledged.at(at), from);
    this.exchanges.closeIfDone(from);
  }

  onRemoved(peer: Peer): void {
    this.acknowledgements.forget(peer);
    this.exchanges.drop(peer);
  }

  endTurn(): void {
    this.acknowledgements.endTurn();
  }

  touch(): number {
    return this.exchanges.size + this.synchronisation.touch() + this.flow.touch() + (this.acknowledgements.isArmed ? 1 : 0);
  }

  tidy(): void {
    this.exchanges.tidy();
  }

  missed(): Peer | undefined {
    return this.exchanges.missed((peer) => this.parts.peers.isConfigured(peer));
  }

  /** After an acknowledgement or in its absence: heads, the rumor goes to another peer; tails, this node is done with it. */
  flip(rumor: Rumor, after: Peer): void {
    this.coin ??= this.parts.context.random.fork('coin');
    const heads = this.coin.chance(this.parts.settings.coin);
    const to = heads ? this.parts.peers.pick(after) : undefined;
    const isSent = to !== undefined && this.offer(rumor, to, false);
    const { outbox } = this.parts.context;
    if (outbox.wants('coin')) outbox.emit({ kind: 'coin', heads, rumor, to: isSent ? to : undefined });
  }

  /** The sender holds what it sent, and everything of that origin before it: worth knowing under load. */
  private note(rumor: Rumor, from: Peer, isNew: boolean): void {
    this.acknowledgements.owe(from, rumor, isNew);
    if (!this.flow.isLoaded) return;
    const origin = this.parts.rumors.origins.find(rumor.origin);
    if (origin === undefined) return;
    const line = this.exchanges.of(from).line(origin, 1);
    if (line.known <= rumor.id) line.known = rumor.id + 1;
  }

  private spread(rumor: Rumor, except: Peer | undefined): void {
    const first = this.parts.peers.pick(except);
    if (first === undefined) return;
    this.offer(rumor, first, true);
    if (this.parts.settings.fanOut > 1) this.spreadFurther(rumor, except, first);
  }

  /** To more peers, each another one. A draw that hits the same peer is repeated, within reason: there may be too few of them. */
  private spreadFurther(rumor: Rumor, except: Peer | undefined, first: Peer): void {
    const { fanOut } = this.parts.settings;
    const told = new Set<Peer | undefined>([first]);
    for (let draws = 8 * fanOut; draws > 0 && told.size < fanOut; draws--) {
      const to = this.parts.peers.pick(except);
      if (to === undefined || told.has(to)) continue;
      told.add(to);
      this.offer(rumor, to, true);
    }
  }

  /** Sends a rumor to a peer; when the window is full, its turn comes with what the peer lacks. Returns whether it was sent. */
  private offer(rumor: Rumor, to: Peer, announce: boolean): boolean {
    const origin = this.parts.rumors.origins.find(rumor.origin);
    if (origin === undefined) return false;
    const exchange = this.exchanges.of(to);
    const line = exchange.line(origin, rumor.id);
    if (line.sentAt(rumor.id) > this.parts.context.now - this.parts.settings.ackTimeout) return false;
    if (line.known > rumor.id && !this.flow.allowsRedundant()) return false;
    this.patience.open(exchange);
    if (!(announce ? this.flow.hasRoom(exchange) : this.flow.mayRepeat(exchange))) {
      // What a silent peer lacks it will tell when it is back; a queue for it would fill its window again after each timeout.
      if (line.known <= rumor.id && !exchange.isSilent) exchange.lag(line, true);
      return false;
    }
    if (announce) this.flow.monger(exchange, line, rumor);
    else this.flow.send(exchange, line, rumor);
    this.patience.expect(exchange);
    return true;
  }
}

/** Peers that are told of a text in the place of a route rumor. */
const MOST_TOLD = 64;
