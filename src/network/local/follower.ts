import type { NodeControl } from '../../control/node-control.js';
import type { Peer } from '../../core/context.js';

/** Told of what a node accepts. `at`: monotonic ms. */
type OnAccepted = (origin: string, id: number, relay: Peer | undefined, at: number) => void;

/** Reads the log of a node in this process as it grows. */
export class Follower {
  private position: number;

  constructor(
    private readonly control: NodeControl,
    private readonly onAccepted: OnAccepted,
  ) {
    this.position = control.query((node) => node.log.end);
    control.tap(() => this.catchUp());
  }

  /** Tells now what has not been told yet: who asks what a node holds has been told of all of it. */
  catchUp(): void {
    const log = this.control.query((node) => node.log);
    while (this.position < log.end) {
      const { kind, origin, id, relay, at } = log.at(Math.max(this.position, log.oldest));
      this.position = Math.max(this.position, log.oldest) + 1;
      if (kind !== 'private') this.onAccepted(origin, id, relay, at);
    }
  }
}
