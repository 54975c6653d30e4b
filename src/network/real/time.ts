import { Sleeper } from '../../control/wakeups.js';
import { PeersterError } from '../../core/errors.js';
import type { Taps } from '../engine/taps.js';
import type { Time } from '../engine/time.js';

/** Node cannot wait longer in one timer. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** The time of the machine, from the moment at which this was made. */
export class RealTime implements Time {
  readonly isVirtual = false;
  readonly speed = 1;
  /** Monotonic ms at which it began. */
  private readonly began = performance.now();
  private readonly epoch = Date.now();
  private readonly ending = new AbortController();
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(private readonly taps: Taps) {}

  get now(): number {
    return performance.now() - this.began;
  }

  wall(at: number): number {
    return this.epoch + at;
  }

  /** The time of this network at a ms of the wall clock. */
  ofWall(wall: number): number {
    return wall - this.epoch;
  }

  /** The time of this network at a ms of the monotonic clock. */
  ofMonotonic(at: number): number {
    return at - this.began;
  }

  /** Throws CLOSED once the network is closing, and the signal's reason. */
  async until(fact: () => boolean, limit: number, signal?: AbortSignal): Promise<boolean> {
    const sleeper = new Sleeper();
    const wake = (): void => sleeper.wake();
    const end = this.now + limit;
    const stops = [this.taps.afterEach(wake), this.at(end, wake), listen(this.ending.signal, wake), listen(signal, wake)];
    try {
      for (;;) {
        this.ending.signal.throwIfAborted();
        signal?.throwIfAborted();
        if (fact()) return true;
        if (this.now >= end) return false;
        await sleeper.sleep();
      }
    } finally {
      for (const stop of stops) stop();
    }
  }

  setSpeed(): never {
    throw new PeersterError('UNSUPPORTED', 'this network has real time; take the engine "emulated" for another speed');
  }

  at(at: number, act: () => void): () => void {
    let timer: NodeJS.Timeout;
    const wait = (): void => {
      const left = at - this.now;
      timer = setTimeout(look, Math.min(Math.max(Math.ceil(left), 1), LONGEST_TIMEOUT));
      this.timers.add(timer);
    };
    const look = (): void => {
      this.timers.delete(timer);
      if (this.now < at) wait();
      else act();
    };
    const stop = (): void => {
      clearTimeout(timer);
      this.timers.delete(timer);
    };
    wait();
    return stop;
  }

  /** Nothing is waited for any more. */
  close(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.ending.abort(new PeersterError('CLOSED', 'the network is closing'));
  }
}

function listen(signal: AbortSignal | undefined, act: () => void): () => void {
  signal?.addEventListener('abort', act, { once: true });
  return () => signal?.removeEventListener('abort', act);
}
