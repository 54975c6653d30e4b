/** Turns of the loop: about half a ms on a machine of today that has nothing else to do. */
const TURNS = 200_000;

/** A task that always takes the same work, and how much longer it took than at best: 1 on a machine that is idle. */
export class BusyTask {
  private best = Number.POSITIVE_INFINITY;

  /** Runs it so often that it is compiled and its best time is known. */
  calibrate(): void {
    for (let run = 0; run < 20; run++) this.time();
  }

  /** Runs it once: the ms it took over its best. */
  slowdown(): number {
    const took = this.time();
    return took / this.best;
  }

  private time(): number {
    const began = performance.now();
    let value = 1;
    for (let turn = 0; turn < TURNS; turn++) value = (value * 48_271) % 2_147_483_647;
    const took = value === 0 ? 0 : performance.now() - began;
    this.best = Math.min(this.best, took);
    return took;
  }
}
