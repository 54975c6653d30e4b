import type { Context, Peer } from '../context.js';
import { Ability } from '../packet.js';
import type { Peers } from '../peers.js';
import type { Vector } from '../rumors/vector.js';
import type { Settings } from '../settings.js';
import type { Timer } from '../timers.js';

/** What is put in order once a period. */
interface Tidied {
  tidy(): void;
}

/** Tells a random peer what this node holds, every period, for ever: whatever mongering missed is found here. Alone draws from the
 * node's own generator, not from a fork: every node has anti-entropy, and a generator takes its place a million times. */
export class AntiEntropy implements Timer {
  deadline = Number.POSITIVE_INFINITY;
  armed = 0;
  next: Timer | undefined;
  /** Not the same peer twice in a row: of two neighbours, both are asked within two periods. */
  private last: Peer | undefined;

  constructor(
    private readonly context: Context,
    private readonly settings: Settings,
    private readonly peers: Peers,
    private readonly vector: Vector,
    private readonly node: Tidied,
  ) {
    const { antiEntropy } = settings;
    if (antiEntropy > 0) context.timers.arm(this, context.now + context.random.fraction() * antiEntropy);
  }

  fire(now: number): void {
    const { antiEntropy, antiEntropyJitter } = this.settings;
    this.context.timers.arm(this, now + antiEntropy * (1 + antiEntropyJitter * (2 * this.context.random.fraction() - 1)));
    this.node.tidy();
    const peer = this.peers.pick(this.last) ?? this.last;
    if (peer === undefined || !this.peers.has(peer)) return;
    this.last = peer;
    this.tell(peer);
  }

  /**
   * Sends the vector to a peer. What is too large for a datagram goes in parts, a few each time so that being in sync stays cheap; to a
   * peer that knows no parts as much as fits.
   */
  tell(peer: Peer): void {
    const { outbox } = this.context;
    const { statusBytes, statusPartBytes } = this.settings;
    if (this.peers.can(peer, Ability.bundles) && !this.vector.fits(statusPartBytes)) {
      for (let parts = 0; parts < PARTS; parts++) outbox.send(this.vector.part(statusPartBytes), peer);
    } else outbox.send(this.vector.whole([], statusBytes, this.peers.dialect(peer) === 'reference'), peer);
  }
}

/** Parts of a large vector told in one period. */
const PARTS = 2;
