/** Who wants to know, once a turn, that a node's log or vector has changed. */
export class Taps {
  private readonly listeners = new Set<() => void>();
  private seen = -1;

  /** Returns the way to stop it. */
  add(listener: () => void): () => void {
    const own = (): void => listener(); // the same function may be added twice
    this.listeners.add(own);
    return () => void this.listeners.delete(own);
  }

  /** `version` differs from that of the last call if something has changed. */
  notify(version: number): void {
    if (version === this.seen) return;
    this.seen = version;
    for (const listener of this.listeners) listener();
  }
}
