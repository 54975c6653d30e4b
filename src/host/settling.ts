interface Waiter {
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Callers that wait until a fact about the node holds. Looked at once a turn, and free while nobody waits. */
export class Settling {
  private readonly waiting = new Set<Waiter>();

  constructor(private readonly holds: () => boolean) {}

  /** Rejects with the signal's reason if it is aborted first. */
  async wait(signal?: AbortSignal): Promise<void> {
    if (this.holds()) return;
    signal?.throwIfAborted();
    let giveUp: (() => void) | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        const waiter = { resolve, reject };
        this.waiting.add(waiter);
        giveUp = () => this.waiting.delete(waiter) && reject(signal?.reason as Error);
        signal?.addEventListener('abort', giveUp, { once: true });
      });
    } finally {
      if (giveUp !== undefined) signal?.removeEventListener('abort', giveUp);
    }
  }

  /** Returns whether anybody need not wait any longer. */
  check(): boolean {
    if (this.waiting.size === 0 || !this.holds()) return false;
    for (const { resolve } of this.waiting) resolve();
    this.waiting.clear();
    return true;
  }

  /** Nobody has to wait any longer: it will not happen. */
  giveUp(reason: unknown): void {
    for (const { reject } of this.waiting) reject(reason);
    this.waiting.clear();
  }
}
