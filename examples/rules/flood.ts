// A rule of spreading in forty lines: what is new goes to every other neighbour, once. Nothing is repeated, so a loss is for ever.
//
//   peerster network run examples/networks/flood.yaml
//   peerster node -rule=examples/rules/flood.ts
import { type Dissemination, type Parts, type Peer, type Rumor, status, want } from 'peerster';

class Flood implements Dissemination {
  constructor(private readonly parts: Parts) {}

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

  /** A sign for the sender: it may be a node that mongers and waits for one. */
  onKnown(rumor: Rumor, from: Peer): void {
    this.parts.context.outbox.send(status([want(rumor.origin, rumor.id + 1)]), from);
  }

  onStatus(): void {}
  onRemoved(): void {}
  endTurn(): void {}
  tidy(): void {}
  missed(): undefined {}

  private send(rumor: Rumor, except: Peer | undefined): void {
    for (const peer of this.parts.peers.all) if (peer !== except) this.parts.context.outbox.send(rumor, peer);
  }
}

export default (parts: Parts): Dissemination => new Flood(parts);
