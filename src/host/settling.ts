/** Callers that wait until a fact about the node holds. Looked at once a turn, and free while nobody waits. */
export class Settling {
  private readonly waiting = new Set<{ resolve: () => void; reject: (reason: unknown) => void }>();

  constructor(private readonly holds: () => boolean) {}

  /** Rejects with the signal's reason if it is aborted first. */
  wait(signal: AbortSignal): Promise<void> {
    if (this.holds()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const waiter = { resolve, reject };
      this.waiting.add(waiter);
      signal.addEventListener('abort', () => this.waiting.delete(waiter) && reject(signal.reason as Error), { once: true });
    });
  }

  check(): void {
    if (this.waiting.size === 0 || !this.holds()) return;
    for (const { resolve } of this.waiting) resolve();
    this.waiting.clear();
  }

  /** Nobody has to wait any longer: it will not happen. */
  giveUp(reason: unknown): void {
    for (const { reject } of this.waiting) reject(reason);
    this.waiting.clear();
  }
}
