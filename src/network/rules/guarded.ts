import type { Peer } from '../../core/context.js';
import type { Dissemination } from '../../core/dissemination/dissemination.js';
import type { Rumor, Status } from '../../core/packet.js';

/**
 * A rule that keeps what it throws from its host, when it is made too: an error of the user's code must not look like one of the node. From
 * then on it does nothing.
 */
export function guarded(make: () => Dissemination, onFailure: (error: unknown) => void): Dissemination {
  return new Guarded(make, onFailure);
}

class Guarded implements Dissemination {
  /** Undefined: it has failed. */
  private rule: Dissemination | undefined;

  constructor(
    make: () => Dissemination,
    private readonly onFailure: (error: unknown) => void,
  ) {
    this.attempt(() => (this.rule = make()));
  }

  onOwn(rumor: Rumor): void {
    this.attempt(() => this.rule?.onOwn(rumor));
  }

  onNew(rumor: Rumor, from: Peer): void {
    this.attempt(() => this.rule?.onNew(rumor, from));
  }

  onReplaced(rumor: Rumor, from: Peer): void {
    this.attempt(() => this.rule?.onReplaced(rumor, from));
  }

  onKnown(rumor: Rumor, from: Peer): void {
    this.attempt(() => this.rule?.onKnown(rumor, from));
  }

  onStatus(status: Status, from: Peer): void {
    this.attempt(() => this.rule?.onStatus(status, from));
  }

  onRemoved(peer: Peer): void {
    this.attempt(() => this.rule?.onRemoved(peer));
  }

  endTurn(): void {
    this.attempt(() => this.rule?.endTurn());
  }

  tidy(): void {
    this.attempt(() => this.rule?.tidy());
  }

  missed(): Peer | undefined {
    return this.attempt(() => this.rule?.missed());
  }

  private attempt<T>(act: () => T): T | undefined {
    try {
      return act();
    } catch (error) {
      this.rule = undefined;
      this.onFailure(error);
      return undefined;
    }
  }
}
