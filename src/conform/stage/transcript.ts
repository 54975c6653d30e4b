/** A datagram that the scripted peer sent or got, or a line that the node printed. */
export interface Entry {
  /** Ms since the play began. */
  readonly at: number;
  readonly what: 'sent' | 'got' | 'line' | 'client';
  /** The peer's address; of a line and a command ''. */
  readonly peer: string;
  /** Where a datagram that came was sent from; '' of everything else. */
  readonly source: string;
  readonly bytes: Uint8Array;
  /** Of a line or a command. */
  readonly text: string;
}

const NO_BYTES = new Uint8Array(0);

/** Everything that happened in one play, in order, and a way to wait for more. */
export class Transcript {
  readonly entries: Entry[] = [];
  private readonly began = performance.now();
  private waiting: (() => void)[] = [];

  sent(peer: string, bytes: Uint8Array): void {
    this.add({ at: this.now(), what: 'sent', peer, source: '', bytes, text: '' });
  }

  got(peer: string, bytes: Uint8Array, source: string): void {
    this.add({ at: this.now(), what: 'got', peer, source, bytes, text: '' });
  }

  line(what: 'line' | 'client', text: string): void {
    this.add({ at: this.now(), what, peer: '', source: '', bytes: NO_BYTES, text });
  }

  /** Those that wait look again. */
  change(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const wake of waiting) wake();
  }

  /** Resolves at the next change or after `ms`. */
  next(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private now(): number {
    return performance.now() - this.began;
  }

  private add(entry: Entry): void {
    this.entries.push(entry);
    this.change();
  }
}
