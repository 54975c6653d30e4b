import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { Guard } from '../../control/guard.js';
import { PeersterError } from '../../core/errors.js';
import { Random } from '../../core/random.js';
import { type Settings, settings } from '../../core/settings.js';
import type { Engine } from '../engine/engine.js';
import type { Network } from '../network.js';
import { FaultsInForce } from './faults/in-force.js';
import { KeptLines } from './lines.js';
import { NO_PROGRAMS, type ProgramPolicy } from './program-messages.js';
import { Reaches } from './nodes/reaches.js';
import { History } from './watch/history.js';

/** A network as its server holds it. */
export class Hosted {
  /** Part of every position among its events. */
  readonly incarnation = randomUUID();
  /** Wall clock, ms since 1970. */
  readonly createdAt = Date.now();
  readonly history: History;
  readonly faults: FaultsInForce;
  readonly reaches: Reaches;
  readonly lines: KeptLines;
  /** Of what requests leave to chance. */
  readonly random: Random;
  private readonly ender = new AbortController();
  private last: Promise<unknown> = Promise.resolve();
  private closing: Promise<void> | undefined;

  constructor(
    readonly name: string,
    readonly network: Network,
    guard: Guard,
    /** Of each node; 0: none. */
    keepLines = 0,
    /** What nodes may be that are added. */
    readonly programs: ProgramPolicy = NO_PROGRAMS,
  ) {
    const { engine, faults } = network;
    this.history = new History(engine);
    this.faults = new FaultsInForce(engine, faults);
    faults.onChange = (id, isInForce) => this.history.fault(engine.time.now, id, isInForce);
    this.reaches = new Reaches(engine, guard);
    this.lines = new KeptLines(engine, keepLines);
    this.random = new Random(engine.seed).fork('requests');
    setMaxListeners(0, this.ender.signal); // each call that waits may listen
  }

  get engine(): Engine {
    return this.network.engine;
  }

  /** Of its nodes, unless one has its own. */
  get settings(): Settings {
    return settings(this.network.spec.settings);
  }

  /** Aborted when the network begins to end. */
  get ending(): AbortSignal {
    return this.ender.signal;
  }

  /** Throws CLOSED once the network is ending. */
  checkOpen(): void {
    if (this.ending.aborted) throw this.ending.reason as Error;
  }

  /** One command after the other: each finds the network as the one before has left it. */
  inTurn<T>(act: () => T | Promise<T>): Promise<T> {
    const done = this.last.then(() => {
      this.checkOpen();
      return act();
    });
    this.last = done.catch(() => {});
    return done;
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    this.ender.abort(new PeersterError('CLOSED', `the network ${this.name} is ending`));
    this.history.stop();
    this.lines.stop();
    this.faults.close();
    this.reaches.close();
    await this.network.close();
  }
}
