import type { Context, Peer } from '../context.js';
import { Ability } from '../packet.js';
import type { Acquaintance, Peers } from '../peers.js';
import type { Vector } from '../rumors/vector.js';
import type { Settings } from '../settings.js';
import type { Timer } from '../timers.js';

/** What is looked after once a period. */
interface Spreading {
  tidy(): void;
  missed(): Peer | undefined;
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
    private readonly node: Spreading,
  ) {
    const { antiEntropy } = settings;
    if (antiEntropy > 0) context.timers.arm(this, context.now + context.random.fraction() * antiEntropy);
  }

  fire(now: number): void {
    const { antiEntropy, antiEntropyJitter } = this.settings;
    this.context.timers.arm(this, now + antiEntropy * (1 + antiEntropyJitter * (2 * this.context.random.fraction() - 1)));
    this.node.tidy();
    const peer = this.peers.pick(this.last) ?? this.last;
    const missed = this.node.missed();
    if (missed !== undefined && missed !== peer) this.tell(missed);
    if (peer === undefined || !this.peers.has(peer)) return;
    this.last = peer;
    this.tell(peer);
  }

  /** Sends the vector to a peer: if it is too large for a datagram in parts, or as much as fits to a peer that knows no parts. */
  tell(peer: Peer): void {
    const { statusBytes, statusPartBytes } = this.settings;
    const acquaintance = this.peers.acquaintance(peer);
    if (acquaintance !== undefined && this.peers.can(peer, Ability.bundles) && !this.vector.fits(statusPartBytes))
      this.tellParts(peer, acquaintance, statusPartBytes);
    else this.context.outbox.send(this.vector.whole([], statusBytes, this.peers.dialect(peer) === 'reference'), peer);
  }

  /**
   * A few parts each time, so that being in sync stays cheap: each peer is told the whole in turn. What has changed lately goes before,
   * because that is what a peer may lack.
   */
  private tellParts(peer: Peer, acquaintance: Acquaintance, bytes: number): void {
    const { now, outbox } = this.context;
    const recent = this.vector.recent(now - RECENTLY);
    if (recent !== undefined) outbox.send(recent, peer);
    for (let parts = recent === undefined ? 0 : 1; parts < PARTS; parts++) {
      const part = this.vector.part(acquaintance.toldUpTo, bytes);
      outbox.send(part, peer);
      acquaintance.toldUpTo = (part.scope.kind === 'range' ? part.scope.upTo : undefined) ?? '';
      if (acquaintance.toldUpTo === '') break;
    }
  }
}

/** Statuses that tell of a large vector in one period. */
const PARTS = 2;

/** Ms for which a change counts as one of late. */
const RECENTLY = 60_000;
