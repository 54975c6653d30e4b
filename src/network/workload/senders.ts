import { PeersterError } from '../../core/errors.js';
import type { Random } from '../../core/random.js';
import type { Engine } from '../engine/engine.js';
import { isNamed } from '../faults/matcher.js';
import { dueTimes } from './due-times.js';
import { textOf } from './texts.js';
import type { WorkloadSpec } from './workload-spec.js';

/** Draws until one that is up is given up. */
const DRAWS = 1_000;

/** Sends what workloads say, when it is due. Each sender draws from dice of its own. */
export class Senders {
  /** Messages that are due later, or that wait for their ids; Infinity where there is no end to them. */
  pending = 0;
  sent = 0;
  /** Due at a node that was not up. */
  skipped = 0;
  private readonly calledOff = new Set<() => void>();

  constructor(
    private readonly engine: Engine,
    private readonly random: Random,
    /** A message could not be published, and not because its node was not up. */
    private readonly onFailure: (failure: Error) => void,
  ) {}

  /** Times of the workload count from `zero`. Throws UNKNOWN_NODE where it names nobody. */
  start(workload: WorkloadSpec, zero: number, name: string): void {
    if (workload.from === 'any') return this.begin(workload, zero, this.random.fork(name), undefined);
    for (const sender of this.named(workload.from)) {
      this.begin(workload, zero, this.random.fork(`${name} ${this.engine.names[sender]}`), sender);
    }
  }

  /** Nothing more is sent. */
  stop(): void {
    for (const callOff of this.calledOff) callOff();
    this.calledOff.clear();
  }

  private named(patterns: readonly string[]): number[] {
    const senders = this.engine.names.flatMap((name, node) => (isNamed(patterns, name) ? [node] : []));
    if (senders.length > 0) return senders;
    throw new PeersterError('UNKNOWN_NODE', `no node is called ${patterns.join(', ')}; name one that sends`);
  }

  private begin(workload: WorkloadSpec, zero: number, random: Random, sender: number | undefined): void {
    const times = dueTimes(workload, random.fork('times'));
    const first = times.next();
    if (first.done === true) return;
    this.pending++;
    this.plan({ workload, zero, random: random.fork('texts'), sender, times, number: 0 }, first.value);
  }

  private plan(stream: Stream, due: number): void {
    const callOff = this.engine.time.at(stream.zero + due, () => {
      this.calledOff.delete(callOff);
      this.send(stream);
      const next = stream.times.next();
      if (next.done === true) this.pending--;
      else this.plan(stream, next.value);
    });
    this.calledOff.add(callOff);
  }

  private send(stream: Stream): void {
    const node = stream.sender ?? this.draw(stream.random);
    const text = textOf(stream.workload, ++stream.number, stream.random);
    if (node === undefined || this.engine.state(node) !== 'up') {
      this.skipped++;
      return;
    }
    this.pending++;
    this.engine.publish(node, text).then(
      () => this.published(),
      (error: unknown) => this.refused(error),
    );
  }

  private published(): void {
    this.sent++;
    this.pending--;
  }

  private refused(error: unknown): void {
    this.pending--;
    if (error instanceof PeersterError && (error.code === 'WRONG_STATE' || error.code === 'CLOSED')) this.skipped++;
    else this.onFailure(error instanceof Error ? error : new Error(String(error)));
  }

  /** A node that is up; undefined where there is none, or none was found in many draws. */
  private draw(random: Random): number | undefined {
    const { names } = this.engine;
    for (let draws = 0; draws < DRAWS; draws++) {
      const node = random.below(names.length);
      if (this.engine.state(node) === 'up') return node;
    }
    return undefined;
  }
}

/** The messages of one sender. */
interface Stream {
  readonly workload: WorkloadSpec;
  readonly zero: number;
  readonly random: Random;
  readonly sender: number | undefined;
  readonly times: Generator<number>;
  number: number;
}
