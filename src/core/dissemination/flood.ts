import type { Context, Peer } from '../context.js';
import { type Rumor, type Status, status, want } from '../packet.js';
import type { Peers } from '../peers.js';
import type { Dissemination } from './dissemination.js';

/** The smallest rule there is: what is new goes to every other neighbour once. Nothing is repeated, so a loss is for ever. */
export class Flood implements Dissemination {
  constructor(
    private readonly context: Context,
    private readonly peers: Peers,
  ) {}

  onOwn(rumor: Rumor): void {
    this.send(rumor, undefined);
  }

  onNew(rumor: Rumor, from: Peer): void {
    this.onKnown(rumor, from);
    this.send(rumor, from);
  }

  onReplaced(rumor: Rumor, from: Peer): void {
    this.onNew(rumor, from);
  }

  /** A sign for the sender, who may be one that waits for it. */
  onKnown(rumor: Rumor, from: Peer): void {
    this.context.outbox.send(status([want(rumor.origin, rumor.id + 1)]), from);
  }

  onStatus(_status: Status, _from: Peer): void {}

  onRemoved(_peer: Peer): void {}

  endTurn(): void {}

  tidy(): void {}

  missed(): undefined {}

  private send(rumor: Rumor, except: Peer | undefined): void {
    for (const peer of this.peers.all) if (peer !== except) this.context.outbox.send(rumor, peer);
  }
}
