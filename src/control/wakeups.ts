import type { NodeControl } from './node-control.js';

/** One that waits: for a change of the node, the end of its call or the end of the server, and then looks itself. */
export class Sleeper {
  private resume: (() => void) | undefined;
  private woken = false;

  /** Without a sleep going on, the next one ends at once: no wake-up is lost. */
  wake(): void {
    const resume = this.resume;
    this.woken = resume === undefined;
    this.resume = undefined;
    resume?.();
  }

  sleep(): Promise<void> {
    if (this.woken) {
      this.woken = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.resume = resolve;
    });
  }
}

/** Wakes all who wait for the log or the vector of a node. One tap for all of them, and none while nobody waits. */
export class Wakeups {
  private readonly sleepers = new Set<Sleeper>();
  private stopTap: (() => void) | undefined;

  constructor(
    private readonly control: Pick<NodeControl, 'tap'>,
    private readonly ending: AbortSignal,
  ) {
    ending.addEventListener('abort', () => this.wakeAll(), { once: true });
  }

  /** `signal`: the call's. Give the sleeper back with `leave`. */
  join(signal: AbortSignal): Sleeper {
    const sleeper = new Sleeper();
    signal.addEventListener('abort', () => sleeper.wake(), { once: true });
    this.sleepers.add(sleeper);
    this.stopTap ??= this.control.tap(() => this.wakeAll());
    if (signal.aborted || this.ending.aborted) sleeper.wake();
    return sleeper;
  }

  leave(sleeper: Sleeper): void {
    this.sleepers.delete(sleeper);
    if (this.sleepers.size > 0) return;
    this.stopTap?.();
    this.stopTap = undefined;
  }

  private wakeAll(): void {
    for (const sleeper of this.sleepers) sleeper.wake();
  }
}
