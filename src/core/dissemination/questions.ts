import type { Context, Peer } from '../context.js';
import { Ability, type Status } from '../packet.js';
import type { Peers } from '../peers.js';
import type { Vector } from '../rumors/vector.js';
import type { Settings } from '../settings.js';
import type { Comparison } from './comparison.js';
import type { Exchange } from './exchange.js';

/** The Statuses that tell a peer what we lack of what it has told. Limited, because anybody can claim to hold more. */
export class Questions {
  constructor(
    private readonly context: Context,
    private readonly settings: Settings,
    private readonly peers: Peers,
    private readonly vector: Vector,
  ) {}

  ask(exchange: Exchange, comparison: Comparison): void {
    const { now, outbox } = this.context;
    if (exchange.askedAt >= 0 && now - exchange.askedAt < this.settings.statusAnswerEvery) return;
    exchange.askedAt = now;
    outbox.send(this.question(exchange.peer, comparison), exchange.peer);
  }

  private question(peer: Peer, { weLack, listed }: Comparison): Status {
    if (this.peers.can(peer, Ability.bundles)) return this.vector.only(weLack.slice(0, MOST_ASKED));
    return this.vector.whole(listed, this.settings.statusBytes, this.peers.dialect(peer) === 'reference');
  }
}

/** Origins named in one question; what is over comes with the next. With the longest names they just fit a datagram. */
const MOST_ASKED = 240;
