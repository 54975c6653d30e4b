import type { Parts } from './dissemination.js';
import type { Peer } from '../context.js';
import { Ability } from '../packet.js';
import type { Timer } from '../timers.js';

/** What is looked after once a period. */
interface Spreading {
  tidy(): void;
  missed(): Peer | undefined;
}

/** Tells a random peer what this node holds, every period, for ever: whatever mongering missed is found here. Alone draws from the
 * node's own generator, not from a fork: every node has anti-entropy, and a generator takes its place a million times. */
export class AntiEntropy implements Timer {
  deadline = 0;
  isArmed = false;
  next: Timer | undefined;
  /** Not the same peer twice in a row: of two neighbours, both are asked within two periods. */
  private last: Peer | undefined;

  constructor(
    private readonly parts: Parts,
    private readonly node: Spreading,
  ) {
    const { context, settings } = parts;
    const first = Math.ceil(context.random.fraction() * settings.antiEntropy);
    if (settings.antiEntropy > 0) context.timers.arm(this, context.now + first);
  }

  fire(now: number): void {
    const { antiEntropy, antiEntropyJitter } = this.parts.settings;
    const wait = antiEntropy * (1 + antiEntropyJitter * (2 * this.parts.context.random.fraction() - 1));
    this.parts.context.timers.arm(this, now + Math.ceil(wait));
    this.node.tidy();
    const peer = this.parts.peers.pick(this.last) ?? this.last;
    const missed = this.node.missed();
    if (missed !== undefined && missed !== peer) this.tell(missed);
    if (peer === undefined || !this.parts.peers.has(peer)) return;
    this.last = peer;
    this.tell(peer);
  }

  /** Sends the vector to a peer: if it is too large for a datagram in parts, or as much as fits to a peer that knows no parts. */
  tell(peer: Peer): void {
    const { statusBytes, statusPartBytes } = this.parts.settings;
    if (this.parts.peers.can(peer, Ability.bundles) && !this.parts.vector.fits(statusPartBytes)) this.tellParts(peer, statusPartBytes);
    else this.parts.context.outbox.send(this.parts.vector.whole([], statusBytes, this.parts.peers.dialect(peer) === 'reference'), peer);
  }

  /**
   * A few parts each time, so that being in sync stays cheap: each peer is told the whole in turn. What has changed lately goes before,
   * because that is what a peer may lack.
   */
  private tellParts(peer: Peer, bytes: number): void {
    const { now, outbox } = this.parts.context;
    const recent = this.parts.vector.recent(now - RECENTLY);
    if (recent !== undefined) outbox.send(recent, peer);
    for (let parts = recent === undefined ? 0 : 1; parts < PARTS; parts++) {
      const part = this.parts.vector.part(this.parts.peers.toldUpTo(peer), bytes);
      outbox.send(part, peer);
      const upTo = (part.scope.kind === 'range' ? part.scope.upTo : undefined) ?? '';
      this.parts.peers.noteTold(peer, upTo);
      if (upTo === '') break;
    }
  }
}

/** Statuses that tell of a large vector in one period. */
const PARTS = 2;

/** Ms for which a change counts as one of late. */
const RECENTLY = 60_000;
