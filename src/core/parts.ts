import type { Context, Outbox, Peer, PeerList } from './context.js';
import type { Parts } from './dissemination/dissemination.js';
import { Ability } from './packet.js';
import { Peers } from './peers.js';
import type { Random } from './random.js';
import { Rumors } from './rumors/rumors.js';
import { Vector } from './rumors/vector.js';
import type { Settings } from './settings.js';
import { Timers } from './timers.js';

/** What a node begins with. */
interface Beginning {
  readonly name: string;
  readonly now: number;
  readonly random: Random;
  readonly outbox: Outbox;
  readonly settings: Settings;
  readonly peers: PeerList;
  readonly isSelf: (peer: Peer) => boolean;
}

/**
 * What every node has, and what all its parts are given: context, timers and the rest are one object, because a network of a million
 * nodes has a million of each.
 */
export class NodeParts extends Timers implements Context, Parts {
  readonly name: string;
  now: number;
  readonly random: Random;
  readonly outbox: Outbox;
  readonly settings: Settings;
  readonly peers: Peers;
  readonly rumors: Rumors;
  readonly vector: Vector;

  constructor(options: Beginning, owner: { onDropped(peer: Peer): void }) {
    super();
    this.name = options.name;
    this.now = options.now;
    this.random = options.random;
    this.outbox = options.outbox;
    this.settings = options.settings;
    this.peers = new Peers(this, options.settings, options.isSelf, options.peers, owner);
    this.rumors = new Rumors(this, this.peers);
    this.vector = new Vector(this.rumors, options.settings.extensions === 0 ? 0 : Ability.bundles);
  }

  /** See `Node.touch`. */
  touch(): number {
    return this.next() + this.peers.touch() + this.rumors.touch() + this.vector.touch();
  }

  get context(): this {
    return this;
  }

  get timers(): this {
    return this;
  }
}
