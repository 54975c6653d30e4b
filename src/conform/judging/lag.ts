/** Ms between two looks. */
const EVERY = 20;

/** How late this process gets the processor: on a machine that is too busy nobody can be judged by what is late. */
export class Lag {
  private last = performance.now();
  private most = 0;
  private readonly timer = setInterval(() => this.look(), EVERY);

  /** The longest delay so far, ms. */
  longest(): number {
    this.look();
    return this.most;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const now = performance.now();
    this.most = Math.max(this.most, now - this.last - EVERY);
    this.last = now;
  }
}
