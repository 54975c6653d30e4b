import type { Parts } from './dissemination.js';
import type { Peer } from '../context.js';
import { Ability, type Status } from '../packet.js';
import type { Comparison } from './comparison.js';
import type { Exchange } from './exchange.js';

/** The Statuses that tell a peer what we lack of what it has told. Limited, because anybody can claim to hold more. */
export class Questions {
  constructor(protected readonly parts: Parts) {}

  protected ask(exchange: Exchange, comparison: Comparison): void {
    const { now, outbox } = this.parts.context;
    if (exchange.askedAt >= 0 && now - exchange.askedAt < this.parts.settings.statusAnswerEvery) return;
    exchange.askedAt = now;
    outbox.send(this.question(exchange.peer, comparison), exchange.peer);
  }

  private question(peer: Peer, { weLack, listed }: Comparison): Status {
    if (this.parts.peers.can(peer, Ability.bundles)) return this.parts.vector.only(weLack.toArray().slice(0, MOST_ASKED));
    return this.parts.vector.whole(listed.toArray(), this.parts.settings.statusBytes, this.parts.peers.dialect(peer) === 'reference');
  }
}

/** Origins named in one question; what is over comes with the next. With the longest names they just fit a datagram. */
const MOST_ASKED = 240;
