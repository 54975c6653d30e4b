import type { Context, Peer } from '../context.js';
import { Ability, type Rumor, type Status } from '../packet.js';
import type { Peers } from '../peers.js';
import type { Rumors } from '../rumors/rumors.js';
import type { Vector } from '../rumors/vector.js';
import type { Settings } from '../settings.js';
import type { Random } from '../random.js';
import { SmallMap } from '../small-map.js';
import { Acknowledgements } from './acknowledgements.js';
import { Comparison } from './comparison.js';
import type { Dissemination } from './dissemination.js';
import { Exchange } from './exchange.js';
import { Flow } from './flow.js';
import type { Line } from './line.js';
import { Patience } from './patience.js';
import { Questions } from './questions.js';

/**
 * Rumor mongering (Demers et al. 1987, "Epidemic algorithms for replicated database maintenance", blind coin) by the course's
 * rules: protocol.md §2.
 *
 * Invariant 1: a rumor in flight to a peer is not sent to it again before its retransmission is due.
 * Invariant 2: for each rumor in flight one coin is flipped: when a Status covers it, or when the time for that is over.
 * Invariant 3: a Status is answered by a Status only where that makes progress.
 */
export class Mongering implements Dissemination {
  private readonly exchanges = new SmallMap<Peer, Exchange>();
  private readonly flow: Flow;
  private readonly acknowledgements: Acknowledgements;
  private readonly patience: Patience;
  private readonly questions: Questions;
  private coin: Random | undefined;

  constructor(
    private readonly context: Context,
    private readonly settings: Settings,
    private readonly peers: Peers,
    private readonly rumors: Rumors,
    private readonly vector: Vector,
  ) {
    this.flow = new Flow(context, settings, peers);
    this.acknowledgements = new Acknowledgements(context, settings, peers, rumors, vector);
    this.patience = new Patience(context, settings, this.flow, this);
    this.questions = new Questions(context, settings, peers, vector);
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

  onKnown(rumor: Rumor, from: Peer): void {
    this.note(rumor, from, false);
  }

  onStatus(status: Status, from: Peer): void {
    acknowledged.length = 0;
    if (status.route) this.acknowledgeRoute(this.exchange(from), status.route);
    else this.synchronise(status, from);
    for (const rumor of acknowledged) this.flip(rumor, from);
    this.closeIfDone(from);
  }

  onRemoved(peer: Peer): void {
    this.acknowledgements.forget(peer);
    const exchange = this.exchanges.get(peer);
    if (exchange !== undefined) this.close(exchange);
  }

  endTurn(): void {
    this.acknowledgements.endTurn();
  }

  tidy(): void {
    const idleSince = this.context.now - IDLE;
    if (this.exchanges.size === 0) return;
    for (const exchange of [...this.exchanges.values]) if (exchange.usedAt < idleSince && exchange.isIdle) this.close(exchange);
  }

  /** After an acknowledgement or in its absence: heads, the rumor goes to another peer; tails, this node is done with it. */
  flip(rumor: Rumor, after: Peer): void {
    this.coin ??= this.context.random.fork('coin');
    const heads = this.coin.chance(this.settings.coin);
    const to = heads ? this.peers.pick(after) : undefined;
    const isSent = to !== undefined && this.offer(rumor, to, false);
    const { outbox } = this.context;
    if (outbox.wants('coin')) outbox.emit({ kind: 'coin', heads, rumor, to: isSent ? to : undefined });
  }

  private exchange(peer: Peer): Exchange {
    const exchange = this.exchanges.get(peer) ?? this.exchanges.add(peer, new Exchange(peer));
    exchange.usedAt = this.context.now;
    return exchange;
  }

  private close(exchange: Exchange): void {
    this.patience.close(exchange);
    this.exchanges.delete(exchange.peer);
  }

  /** While little is going on nothing is kept of an exchange that is over: of a million nodes, few are in the middle of one. */
  private closeIfDone(peer: Peer): void {
    const exchange = this.exchanges.get(peer);
    if (exchange === undefined || !exchange.isIdle || exchange.isBusy || this.flow.isLoaded) return;
    const hasAsked = exchange.askedAt >= 0 && this.context.now - exchange.askedAt < this.settings.statusAnswerEvery;
    if (!hasAsked) this.close(exchange);
  }

  /** The sender holds what it sent, and everything of that origin before it: worth knowing under load. */
  private note(rumor: Rumor, from: Peer, isNew: boolean): void {
    this.acknowledgements.owe(from, rumor, isNew);
    if (!this.flow.isLoaded) return;
    const origin = this.rumors.origins.find(rumor.origin);
    if (origin === undefined) return;
    const line = this.exchange(from).line(origin, 1);
    if (line.known <= rumor.id) line.known = rumor.id + 1;
  }

  private spread(rumor: Rumor, except: Peer | undefined): void {
    const first = this.peers.pick(except);
    if (first === undefined) return;
    this.offer(rumor, first, true);
    if (this.settings.fanOut > 1) this.spreadFurther(rumor, except, first);
  }

  /** To more peers, each another one. A draw that hits the same peer is repeated, within reason: there may be too few of them. */
  private spreadFurther(rumor: Rumor, except: Peer | undefined, first: Peer): void {
    const { fanOut } = this.settings;
    const told = new Set<Peer | undefined>([first]);
    for (let draws = 8 * fanOut; draws > 0 && told.size < fanOut; draws--) {
      const to = this.peers.pick(except);
      if (to === undefined || told.has(to)) continue;
      told.add(to);
      this.offer(rumor, to, true);
    }
  }

  /** Sends a rumor to a peer; when the window is full, its turn comes with what the peer lacks. Returns whether it was sent. */
  private offer(rumor: Rumor, to: Peer, announce: boolean): boolean {
    const origin = this.rumors.origins.find(rumor.origin);
    if (origin === undefined) return false;
    const exchange = this.exchange(to);
    const line = exchange.line(origin, rumor.id);
    if (line.sentAt(rumor.id) > this.context.now - this.settings.ackTimeout) return false;
    if (line.known > rumor.id && !this.flow.allowsRedundant()) return false;
    this.patience.open(exchange);
    if (!(announce ? this.flow.hasRoom(exchange) : this.flow.mayRepeat(exchange))) {
      if (line.known <= rumor.id) exchange.lag(line);
      return false;
    }
    if (announce) this.flow.monger(exchange, line, rumor);
    else this.flow.send(exchange, line, rumor);
    this.patience.expect(exchange);
    return true;
  }

  private synchronise(status: Status, from: Peer): void {
    const { peers } = this;
    const acquaintance = peers.acquaintance(from);
    comparison.run(this.rumors.origins, status, peers.dialect(from), this.rumors.hasRoomFor(from));
    const known = this.exchanges.get(from);
    if (known !== undefined) this.hear(known);
    const wasAway = acquaintance?.wasAway ?? false;
    if (acquaintance !== undefined) acquaintance.wasAway = false;
    if (known === undefined && comparison.isEqual) return this.sayInSync(from);
    const exchange = known ?? this.exchange(from);
    if (wasAway && acknowledged.length === 0) this.beginCatchUp(exchange);
    exchange.isSilent = false;
    const most = this.exchanges.size > CROWD ? FEW_LAGGARDS : MOST_LAGGARDS;
    for (let at = 0; at < comparison.lacking.length && exchange.laggards.length < most; at++) this.lag(exchange, at);
    this.answer(exchange);
  }

  /** A peer is back: what was on its way to it in its absence is lost, and what it missed goes at the rate for that. */
  private beginCatchUp(exchange: Exchange): void {
    exchange.paced = comparison.missing > this.settings.catchUpFrom;
    if (exchange.isSilent) for (const line of exchange.lines.values) exchange.inFlight -= line.forgetFlights();
  }

  private hear(exchange: Exchange): void {
    exchange.heardAt = exchange.usedAt = this.context.now;
    exchange.probes = 0;
    for (let at = 0; at < comparison.listed.length; at++) this.learnNext(exchange, at);
  }

  /** What the peer tells of one origin: it acknowledges what is in flight below, and moves the cursor. */
  private learnNext(exchange: Exchange, at: number): void {
    const origin = comparison.listed[at];
    const line = origin === undefined ? undefined : exchange.lines.get(origin);
    if (line === undefined) return;
    const next = comparison.listedNext[at] as number;
    if (next > line.known) exchange.roundTrip.onCovered(line.origin, next, this.context.now, this.settings.ackTimeout);
    else if (line.inFlight > 0) exchange.roundTrip.onStuck();
    const before = acknowledged.length;
    while (line.firstId < next) {
      const rumor = line.origin.get(line.shift());
      exchange.inFlight--;
      if (rumor !== undefined) acknowledged.push(rumor);
    }
    this.flow.onProgress(line, next, acknowledged.length - before);
    if (next >= line.origin.nextId) line.lagging = false;
  }

  private lag(exchange: Exchange, at: number): void {
    const line = exchange.line(comparison.lacking[at] as Line['origin'], 1);
    line.known = comparison.lackingFrom[at] as number;
    exchange.lag(line);
  }

  private answer(exchange: Exchange): void {
    const { weLack } = comparison;
    if (exchange.laggards.length > 0) {
      this.greet(exchange.peer);
      this.patience.open(exchange);
      this.flow.pump(exchange);
      this.patience.expect(exchange);
    }
    if (exchange.laggards.length === 0) exchange.paced = false;
    if (weLack.length > 0) {
      // A peer that reads bundles acknowledges by differences, which would not show again what it holds and we lack.
      const isDone = exchange.laggards.length === 0 || exchange.paced;
      if (isDone || this.peers.can(exchange.peer, Ability.bundles)) this.questions.ask(exchange, comparison);
    } else if (exchange.laggards.length === 0) this.sayInSync(exchange.peer);
  }

  /** A peer of our kind that is answered with rumors is told once what we read, or it would acknowledge them one by one. */
  private greet(peer: Peer): void {
    const acquaintance = this.peers.acquaintance(peer);
    if (acquaintance === undefined || acquaintance.isGreeted || (acquaintance.abilities & Ability.bundles) === 0) return;
    acquaintance.isGreeted = true;
    this.context.outbox.send(this.vector.only([]), peer);
  }

  private sayInSync(peer: Peer): void {
    if (this.context.outbox.wants('in-sync')) this.context.outbox.emit({ kind: 'in-sync', with: peer });
  }

  /** A reference node acknowledges a route rumor by the origin's name and tells no vector. */
  private acknowledgeRoute(exchange: Exchange, name: string): void {
    const origin = this.rumors.origins.find(name);
    const line = origin === undefined ? undefined : exchange.lines.get(origin);
    while (line !== undefined && line.inFlight > 0 && line.origin.get(line.firstId)?.text === '') {
      acknowledged.push(line.origin.get(line.shift()) as Rumor);
      exchange.inFlight--;
    }
  }
}

/** Scratch of the step that is running: a step is synchronous, so one serves all nodes and comparing allocates nothing. */
const comparison = new Comparison();
/** Rumors that the Status under work has acknowledged. */
const acknowledged: Rumor[] = [];

/** Ms after which what is remembered of an exchange with a peer is let go. */
const IDLE = 5_000;

/** Origins of which a peer is sent rumors at a time; it tells again what it lacks. */
const MOST_LAGGARDS = 4_096;

/** The same where exchanges are many: anybody can say, from as many addresses as he likes, that he lacks everything. */
const FEW_LAGGARDS = 64;
const CROWD = 128;
