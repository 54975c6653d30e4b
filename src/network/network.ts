import type { Random } from '../core/random.js';
import { judge } from './assertions/judge.js';
import type { Verdict } from './assertions/assertion.js';
import type { Engine } from './engine/engine.js';
import type { Texts } from './engine/texts.js';
import type { Faults } from './faults/faults.js';
import type { Onlookers } from './onlookers.js';
import { Player } from './player.js';
import { Recorder } from './record/recorder.js';
import { type NetworkReport, reportOf } from './record/report.js';
import { lastMs, type NetworkSpec } from './spec/network-spec.js';
import { leastDelay } from './spec/least-delay.js';
import { eccentricity, type Links } from './topology/links.js';
import { type GraphMeasures, measure } from './topology/measures.js';
import { type Judgement, judgementOf } from './verdict/judgement.js';
import { Senders } from './workload/senders.js';

/** How a run came out. */
export interface Outcome {
  readonly report: NetworkReport;
  /** One for each assertion, in their order. */
  readonly verdicts: readonly Verdict[];
  /** What follows from them and from what was seen of the nodes and of the machine. */
  readonly judgement: Judgement;
}

/** How far a run is. */
export interface Advance {
  /** ms since the end of the warm-up; negative: it lasts so much longer. */
  readonly ms: number;
  readonly limit: number;
  readonly rumors: number;
  readonly deliveries: number;
}

/** The first failure of a run, by whoever meets it. */
export interface Trouble {
  first: Error | undefined;
}

export interface NetworkParts {
  readonly engine: Engine;
  readonly faults: Faults;
  /** Of the beginning. */
  readonly links: Links;
  readonly random: Random;
  readonly texts: Texts;
  readonly trouble: Trouble;
  /** Of a network on real sockets. */
  readonly audience?: Onlookers | undefined;
}

/** A network, whatever its engine: what its spec says, the faults of its links, and what happens to it. */
export class Network {
  readonly engine: Engine;
  readonly faults: Faults;
  readonly player: Player;
  /** What there is to converge on, since the creation. */
  readonly texts: Texts;
  /** Looks on from the end of the warm-up. */
  recorder: Recorder;
  private began: number;
  private readonly senders: Senders;
  private readonly links: Links;
  private readonly trouble: Trouble;
  private readonly audience: Onlookers | undefined;
  private measured: GraphMeasures | undefined;
  private stopRecording: () => void = () => {};

  constructor(
    readonly spec: NetworkSpec,
    parts: NetworkParts,
  ) {
    const { engine, faults } = parts;
    this.engine = engine;
    this.faults = faults;
    this.texts = parts.texts;
    this.links = parts.links;
    this.trouble = parts.trouble;
    this.audience = parts.audience;
    const fail = (failure: Error) => void (this.trouble.first ??= failure);
    this.player = new Player(engine, faults, (at, what) => this.recorder.note(at - this.began, what), fail);
    this.senders = new Senders(engine, parts.random.fork('workload'), fail);
    this.recorder = new Recorder(engine.names.length);
    this.began = engine.time.now;
    this.record();
  }

  /**
   * Plays the spec: the warm-up, then everything that it plans, to its end. Throws what could not be done, and an AbortError when
   * `signal` is aborted.
   */
  async run(signal?: AbortSignal, onAdvance: (advance: Advance) => void = () => {}): Promise<Outcome> {
    const { spec, engine } = this;
    await engine.time.until(() => false, spec.warmUp, signal);
    this.begin();
    const limit = lastMs(spec);
    await engine.time.until(() => this.isOver(onAdvance, limit), limit, signal);
    signal?.throwIfAborted();
    this.halt();
    return this.outcome();
  }

  /** The warm-up is over: what the spec plans is planned from now on. Throws INVALID_REQUEST for a timeline that cannot be played. */
  begin(): void {
    const { spec } = this;
    this.record();
    this.player.play(spec.timeline, this.began);
    for (const [at, workload] of spec.workload.entries()) this.senders.start(workload, this.began, `workload ${at}`);
  }

  /** The first thing planned that could not be done. */
  get failure(): Error | undefined {
    return this.trouble.first;
  }

  /** What has happened since the end of the warm-up. */
  report(): NetworkReport {
    const { engine, recorder, links } = this;
    return reportOf(recorder, {
      engine: engine.kind,
      seed: engine.seed,
      ms: Math.round(engine.time.now - this.began),
      living: this.living(),
      eccentricity: (node) => (node < links.nodes ? eccentricity(links, node) : 0),
      leastDelay: leastDelay(this.spec.links),
      graph: this.measures,
    });
  }

  /** How it is to be judged by what has happened so far. */
  outcome(): Outcome {
    const report = this.report();
    const { recorder, engine, began } = this;
    const evidence = { report, recorder, living: this.living(), names: engine.names, began };
    const verdicts = this.spec.assertions.map((assertion) => judge(assertion, evidence));
    return { report, verdicts, judgement: judgementOf(verdicts, this.audience?.trial.seen()) };
  }

  /** Ends everything, within 2 s. */
  async close(): Promise<void> {
    this.player.stop();
    this.senders.stop();
    this.stopRecording();
    await this.engine.close();
    this.audience?.end();
  }

  /** Asked for only where there is a report: it takes a walk from many nodes. */
  private get measures(): GraphMeasures {
    return (this.measured ??= measure(this.links));
  }

  /** Begins to look on, anew. */
  private record(): void {
    this.stopRecording();
    this.began = this.engine.time.now;
    this.recorder = new Recorder(this.engine.names.length);
    this.stopRecording = this.engine.tap(this.recorder);
  }

  private isOver(onAdvance: (advance: Advance) => void, limit: number): boolean {
    const { recorder, player, senders, spec } = this;
    onAdvance({ ms: this.engine.time.now - this.began, limit, rumors: recorder.held.rumors.length, deliveries: recorder.deliveries });
    if (this.trouble.first !== undefined) return true;
    return spec.end.kind === 'converged' && player.pending === 0 && senders.pending === 0 && recorder.hasConverged;
  }

  /** Nothing more is recorded, nothing more is planned; what failed is told. */
  private halt(): void {
    this.player.stop();
    this.senders.stop();
    this.stopRecording();
    const gone = this.player.endedByThemselves();
    if (gone.length > 0) this.trouble.first ??= new Error(`ended by itself: ${gone.join(', ')}`);
    if (this.trouble.first !== undefined) throw this.trouble.first;
  }

  private living(): number[] {
    return this.engine.names.flatMap((_, node) => (this.engine.state(node) === 'up' ? [node] : []));
  }
}
