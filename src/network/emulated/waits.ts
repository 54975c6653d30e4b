/** One who waits for a fact. */
interface Wait {
  readonly fact: () => boolean;
  /** Virtual ms. */
  readonly deadline: number;
  readonly resolve: (holds: boolean) => void;
  readonly reject: (reason: unknown) => void;
}

/** Those who wait for facts about a network. */
export class Waits {
  private readonly list = new Set<Wait>();

  get size(): number {
    return this.list.size;
  }

  /** Virtual ms at which the first of them has waited long enough; Infinity for never. */
  get deadline(): number {
    let first = Number.POSITIVE_INFINITY;
    for (const { deadline } of this.list) if (deadline < first) first = deadline;
    return first;
  }

  /** Resolves with whether the fact holds in time. Rejects with what the fact throws, or the reason of the signal. */
  add(fact: () => boolean, deadline: number, signal: AbortSignal | undefined): Promise<boolean> {
    return new Promise<boolean>((resolve, reject) => {
      const stop = (): void => {
        this.list.delete(wait);
        reject(signal?.reason as Error);
      };
      const wait: Wait = {
        fact,
        deadline,
        resolve: (holds) => {
          signal?.removeEventListener('abort', stop);
          resolve(holds);
        },
        reject,
      };
      signal?.addEventListener('abort', stop, { once: true });
      this.list.add(wait);
      if (signal?.aborted === true) stop();
    });
  }

  /** Whether anybody has something to hear. */
  anyHolds(): boolean {
    for (const wait of this.list) if (this.holds(wait)) return true;
    return false;
  }

  /** Tells those whose fact holds, or whose time is over. */
  settle(now: number): void {
    for (const wait of this.list) {
      const holds = this.holds(wait);
      if (!holds && now < wait.deadline) continue;
      this.list.delete(wait);
      wait.resolve(holds);
    }
  }

  failAll(reason: unknown): void {
    for (const wait of this.list) wait.reject(reason);
    this.list.clear();
  }

  /** A fact that throws is the matter of who asked for it. */
  private holds(wait: Wait): boolean {
    try {
      return wait.fact();
    } catch (error) {
      this.list.delete(wait);
      wait.reject(error);
      return false;
    }
  }
}
