import type { Context, Peer } from '../context.js';
import { Ability } from '../packet.js';
import type { Peers } from '../peers.js';
import type { Random } from '../random.js';
import type { Vector } from '../rumors/vector.js';
import type { Settings } from '../settings.js';
import type { Timer } from '../timers.js';

/** Tells a random peer what this node holds, every period, for ever: whatever mongering missed is found here. */
export class AntiEntropy implements Timer {
  deadline = Number.POSITIVE_INFINITY;
  armed = 0;
  next: Timer | undefined;
  private readonly random: Random;
  /** Not the same peer twice in a row: of two neighbours, both are asked within two periods. */
  private last: Peer | undefined;

  constructor(
    private readonly context: Context,
    private readonly settings: Settings,
    private readonly peers: Peers,
    private readonly vector: Vector,
    private readonly onPeriod: () => void,
  ) {
    this.random = context.random.fork('anti-entropy');
    const { antiEntropy } = settings;
    if (antiEntropy > 0) context.timers.arm(this, context.now + this.random.fraction() * antiEntropy);
  }

  fire(now: number): void {
    const { antiEntropy, antiEntropyJitter } = this.settings;
    this.context.timers.arm(this, now + antiEntropy * (1 + antiEntropyJitter * (2 * this.random.fraction() - 1)));
    this.onPeriod();
    const peer = this.peers.pick(this.last) ?? this.last;
    if (peer === undefined || !this.peers.has(peer)) return;
    this.last = peer;
    this.tell(peer);
  }

  /** Sends the vector to a peer; what is too large for a datagram goes in parts, or as far as it fits to a peer that knows no parts. */
  tell(peer: Peer): void {
    const { outbox } = this.context;
    const { statusBytes, statusPartBytes } = this.settings;
    if (this.peers.can(peer, Ability.bundles) && !this.vector.fits(statusPartBytes)) {
      for (const part of this.vector.parts(statusPartBytes)) outbox.send(part, peer);
    } else if (this.peers.dialect(peer) === 'reference') outbox.send(this.vector.forReference(), peer);
    else outbox.send(this.vector.fits(statusBytes) ? this.vector.all() : this.vector.asMuchAsFits([], statusBytes), peer);
  }
}
