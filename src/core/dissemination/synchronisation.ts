import type { Peer } from '../context.js';
import { Ability, type Rumor, type Status } from '../packet.js';
import { Comparison } from './comparison.js';
import type { Parts } from './dissemination.js';
import type { Exchange } from './exchange.js';
import type { Exchanges } from './exchanges.js';
import type { Flow } from './flow.js';
import type { Patience } from './patience.js';
import { Scratch } from '../scratch.js';
import { Questions } from './questions.js';

/**
 * What a node does on a Status: it takes the acknowledgements, and lets both sides get what they lack.
 *
 * Invariant: a Status is answered by a Status only where that makes progress.
 */
export class Synchronisation extends Questions {
  constructor(
    parts: Parts,
    private readonly exchanges: Exchanges,
    private readonly flow: Flow,
    private readonly patience: Patience,
  ) {
    super(parts);
  }

  /** See `Node.touch`. */
  touch(): number {
    return this.patience.isArmed ? 1 : 0;
  }

  /** Takes in a vector and answers it. Returns the rumors that it acknowledged; the list is used again by the next call. */
  run(status: Status, from: Peer): Scratch<Rumor> {
    acknowledged.clear();
    this.compare(status, from);
    return acknowledged;
  }

  /** A reference node acknowledges a route rumor by the origin's name and tells no vector. */
  acknowledgeRoute(name: string, from: Peer): Scratch<Rumor> {
    acknowledged.clear();
    const exchange = this.exchanges.of(from);
    const origin = this.parts.rumors.origins.find(name);
    const line = origin === undefined ? undefined : exchange.get(origin);
    while (line !== undefined && line.inFlight > 0 && line.origin.get(line.firstId)?.text === '') {
      acknowledged.push(line.origin.get(line.shift()) as Rumor);
      exchange.inFlight--;
    }
    return acknowledged;
  }

  private compare(status: Status, from: Peer): void {
    const { peers } = this.parts;
    comparison.run(this.parts.rumors.origins, status, peers.dialect(from), this.parts.rumors.hasRoomFor(from));
    const known = this.exchanges.get(from);
    if (known !== undefined) this.hear(known);
    const wasAway = peers.wasAway(from);
    const wasMissing = wasAway && peers.wasMissing(from);
    if (wasAway) peers.isBack(from);
    if (known === undefined && comparison.isEqual) return this.sayInSync(from);
    const exchange = known ?? this.exchanges.of(from);
    if (wasMissing || (wasAway && acknowledged.length === 0)) this.beginCatchUp(exchange, wasMissing);
    exchange.isSilent = false;
    const most = this.exchanges.size > CROWD ? FEW_LAGGARDS : MOST_LAGGARDS;
    for (let at = 0; at < comparison.lacking.length && exchange.laggards.length < most; at++) this.lag(exchange, at);
    this.answer(exchange);
  }

  /**
   * A peer is back: what was on its way to it in its absence is lost, and what it missed goes at the rate for that. Not to
   * a peer that is met only in a burst: what it lacks is the burst itself.
   */
  private beginCatchUp(exchange: Exchange, wasMissing: boolean): void {
    exchange.paced = comparison.missing > this.parts.settings.catchUpFrom && (wasMissing || !this.flow.isLoaded);
    if (exchange.isSilent) exchange.forgetFlights();
  }

  private hear(exchange: Exchange): void {
    exchange.heardAt = exchange.usedAt = this.parts.context.now;
    exchange.probes = 0;
    exchange.unansweredSince = -1;
    for (let at = 0; at < comparison.listed.length; at++) this.learnNext(exchange, at);
  }

  /** What the peer tells of one origin: it acknowledges what is in flight below, and moves the cursor. */
  private learnNext(exchange: Exchange, at: number): void {
    const origin = comparison.listed.at(at);
    const line = origin === undefined ? undefined : exchange.get(origin);
    if (line === undefined) return;
    const next = comparison.listedNext.at(at);
    if (next > line.known) exchange.roundTrip.onCovered(line.origin, next, this.parts.context.now, this.parts.settings.ackTimeout);
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
    const line = exchange.line(comparison.lacking.at(at), 1);
    line.known = comparison.lackingFrom.at(at);
    exchange.lag(line, false);
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
      if (isDone || this.parts.peers.can(exchange.peer, Ability.bundles)) this.ask(exchange, comparison);
    } else if (exchange.laggards.length === 0) this.sayInSync(exchange.peer);
  }

  /** A peer of our kind that is answered with rumors is told once what we read, or it would acknowledge them one by one. */
  private greet(peer: Peer): void {
    if (!this.parts.peers.can(peer, Ability.bundles) || !this.parts.peers.greet(peer)) return;
    this.parts.context.outbox.send(this.parts.vector.only([]), peer);
  }

  private sayInSync(peer: Peer): void {
    if (this.parts.context.outbox.wants('in-sync')) this.parts.context.outbox.emit({ kind: 'in-sync', with: peer });
  }
}

/** Scratch of the step that is running: a step is synchronous, so one serves all nodes and comparing allocates nothing. */
const comparison = new Comparison();
/** Rumors that the Status under work has acknowledged. */
const acknowledged = new Scratch<Rumor>();

/** Origins of which a peer is sent rumors at a time; it tells again what it lacks. */
const MOST_LAGGARDS = 4_096;

/** The same where exchanges are many: anybody can say, from as many addresses as he likes, that he lacks everything. */
const FEW_LAGGARDS = 64;
const CROWD = 128;
