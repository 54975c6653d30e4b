import type { Io } from './io.js';

/** Ms between two pictures of how far it is. */
const EVERY = 200;

/** One line that is written over again and again. Where nobody watches nothing is shown. */
export class Progress {
  private shownAt = 0;

  constructor(private readonly io: Io) {}

  /** Whether it is time to show something, or at least to look about. */
  isDue(): boolean {
    return performance.now() - this.shownAt >= EVERY;
  }

  show(text: string): void {
    this.shownAt = performance.now();
    if (this.io.interactive) this.io.err(`\r\u001B[K${text}`);
  }

  clear(): void {
    if (this.io.interactive) this.io.err('\r\u001B[K');
  }
}
