import { PeersterError } from '../../core/errors.js';
import type { EventLoop } from '../engine/event-loop.js';
import type { Time } from '../engine/time.js';
import { Acts } from './acts.js';
import { Waits } from './waits.js';

/** What time passes for. */
interface Running {
  readonly now: number;
  readonly events: number;
  readonly isQuiet: boolean;
  /** Something is still to happen in this ms. */
  readonly isMidMoment: boolean;
  runUntil(fact: () => boolean, limit: number, most: number): boolean;
}

/** Events between two turns of the process: some ten ms. */
const SLICE = 2_000;
/** Slices that a ms may take at once: of a large network many events are in each, at its beginning as many as it has nodes. */
const MOST = 2;
/** ms since 1970 at which every emulated network begins: 2000-01-01, so that a run shows the same times again. */
const EPOCH = 946_684_800_000;
/** Times real time: what a pace is good for. */
const FASTEST = 1_000_000;
/** The least that a paced network sleeps, ms. */
const NAP = 4;

/**
 * The time of an emulated network. It passes while somebody waits for something in it, or steadily if it has a speed; otherwise it stands
 * still. As soon as something has happened that somebody waits for, it stops, so that what he does then happens at that very time.
 */
export class VirtualTime implements Time {
  readonly isVirtual = true;
  private readonly acts = new Acts();
  private readonly waits = new Waits();
  /** Waits that tell by themselves when they are over. */
  private waiters = 0;
  private isStirred = false;
  private isRunning = false;
  /** What ended it. */
  private end: { readonly reason: Error } | undefined;
  private pace: { readonly speed: number; readonly since: number; readonly from: number } | undefined;

  /** `onFault`: told of what was thrown while time passed; it does not pass any more then. */
  constructor(
    private readonly world: Running,
    private readonly loop: EventLoop,
    private readonly onFault: (error: unknown) => void,
  ) {}

  get now(): number {
    return this.world.now;
  }

  wall(at: number): number {
    return EPOCH + at;
  }

  get speed(): number {
    return this.pace?.speed ?? 0;
  }

  setSpeed(speed: number): void {
    if (!(speed >= 0 && speed <= FASTEST)) {
      throw new PeersterError('INVALID_SETTING', `the speed is ${speed}; it must be 0 or times real time, up to ${FASTEST}`);
    }
    this.pace = speed === 0 ? undefined : { speed, since: this.loop.now(), from: this.now };
    this.go();
  }

  until(fact: () => boolean, limit: number, signal?: AbortSignal): Promise<boolean> {
    if (this.end !== undefined) return Promise.reject(this.end.reason);
    const holds = this.waits.add(fact, this.now + Math.ceil(limit), signal);
    this.go();
    return holds;
  }

  at(at: number, act: () => void): () => void {
    if (at === Number.POSITIVE_INFINITY) return () => {};
    const callOff = this.acts.put(Math.ceil(at), act);
    this.go(); // who waits for nothing that could happen may wait for this
    return callOff;
  }

  /** Time passes until the returned function is called. */
  waiting(): () => void {
    let isOver = false;
    this.waiters++;
    this.go();
    return () => {
      if (!isOver) this.waiters--;
      isOver = true;
    };
  }

  /** Something has happened for which somebody may wait: time stops at the end of this ms, until he has looked. */
  stir(): void {
    this.isStirred = true;
  }

  /** Time goes on if there is a reason for it. To be called after a command: one that waits may have had nothing to wait for before. */
  go(): void {
    if (this.isRunning || !this.hasReason) return;
    this.isRunning = true;
    this.loop.soon(this.turn);
  }

  /** Whoever waits gets the reason. */
  stop(reason: Error): void {
    this.end ??= { reason };
    this.waits.failAll(reason);
  }

  private get hasReason(): boolean {
    return this.end === undefined && (this.waits.size > 0 || this.waiters > 0 || this.pace !== undefined);
  }

  private readonly turn = (): void => {
    this.isRunning = false;
    if (!this.hasReason) return;
    try {
      if (!this.pass()) return;
    } catch (error) {
      this.stop(error as Error);
      this.onFault(error);
      return;
    }
    this.isRunning = true;
    const nap = this.pace === undefined ? 0 : (this.now + 1 - this.target) / this.pace.speed;
    if (nap > 0) this.loop.later(Math.max(NAP, nap), this.turn);
    else this.loop.soon(this.turn);
  };

  /** A slice. False where nothing can ever happen without a command. */
  private pass(): boolean {
    const { world } = this;
    this.isStirred = false;
    const end = Math.min(this.acts.next, this.waits.deadline, this.target);
    if (end === Number.POSITIVE_INFINITY && world.isQuiet) return false;
    const pause = world.events + SLICE;
    world.runUntil(() => this.isStirred || world.events >= pause || this.waits.anyHolds(), Math.max(0, end - world.now), MOST * SLICE);
    if (world.isMidMoment) return true;
    this.acts.run(world.now);
    this.waits.settle(world.now);
    return true;
  }

  /** How far time may have come. */
  private get target(): number {
    const { pace } = this;
    if (pace === undefined) return Number.POSITIVE_INFINITY;
    return pace.from + Math.floor((this.loop.now() - pace.since) * pace.speed);
  }
}
