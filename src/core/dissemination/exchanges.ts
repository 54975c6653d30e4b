import type { Parts } from './dissemination.js';
import type { Peer } from '../context.js';
import { Pool } from '../pool.js';
import { SmallMap } from '../small-map.js';
import { Exchange } from './exchange.js';
import type { Flow } from './flow.js';
import type { Patience } from './patience.js';

/** The exchanges of a node, by peer. */
export class Exchanges extends SmallMap<Peer, Exchange> {
  constructor(
    private readonly parts: Parts,
    private readonly flow: Flow,
    private readonly patience: Patience,
  ) {
    super();
  }

  protected keyOf({ peer }: Exchange): Peer {
    return peer;
  }

  /** The exchange with a peer, opened if there is none. */
  of(peer: Peer): Exchange {
    const exchange = this.get(peer) ?? this.add(begin(peer));
    exchange.usedAt = this.parts.context.now;
    return exchange;
  }

  /** The peer has gone. */
  drop(peer: Peer): void {
    const exchange = this.get(peer);
    if (exchange !== undefined) this.close(exchange);
  }

  /** While little is going on nothing is kept of an exchange that is over: of a million nodes, few are in the middle of one. */
  closeIfDone(peer: Peer): void {
    const exchange = this.get(peer);
    if (exchange === undefined || !exchange.isIdle || exchange.isBusy || this.flow.isLoaded) return;
    const hasAsked = exchange.askedAt >= 0 && this.parts.context.now - exchange.askedAt < this.parts.settings.statusAnswerEvery;
    if (!hasAsked) this.close(exchange);
  }

  /** Lets go of what has not been used for long. */
  tidy(): void {
    const { now } = this.parts.context;
    if (this.size === 0) return;
    for (const exchange of this.toArray()) {
      const idle = exchange.isSilent ? MISSED : IDLE;
      if (exchange.usedAt < now - idle && exchange.isIdle) this.close(exchange);
    }
  }

  /** A peer that left rumors unanswered and was not heard since, of those that `isWanted`. */
  missed(isWanted: (peer: Peer) => boolean): Peer | undefined {
    for (let at = 0; at < this.size; at++) {
      const { isSilent, peer } = this.at(at);
      if (isSilent && isWanted(peer)) return peer;
    }
    return undefined;
  }

  private close(exchange: Exchange): void {
    this.patience.close(exchange);
    this.delete(exchange.peer);
    exchange.end();
    pool.put(exchange);
  }
}

function begin(peer: Peer): Exchange {
  const exchange = pool.take();
  if (exchange === undefined) return new Exchange(peer);
  exchange.peer = peer;
  return exchange;
}

/** So many are under way at once in a network of a million nodes; they take half a kilobyte each. */
const pool = new Pool<Exchange>(1 << 18);

/** Ms after which what is remembered of an exchange with a peer is let go. */
const IDLE = 5_000;

/** The same for a peer that did not answer: for so long it is missed. */
const MISSED = 60_000;
