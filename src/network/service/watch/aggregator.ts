import type { NetworkAggregate } from '../../../gen/peerster/v1/network.js';
import type { Engine } from '../../engine/engine.js';
import { DROP } from '../../links/rule.js';
import { censusOf } from '../../engine/census.js';
import { Sums } from './sums.js';

/** Sums that wait for a slow reader; more are counted as missed. */
const WAITING = 1_024;

/** Sums what happens in intervals of a network's time. Those in which nothing happens are left out. */
export class Aggregator {
  private current: Sums | undefined;
  private nodesUp: number;
  private finished: NetworkAggregate[] = [];
  private missed = 0;
  private callOff: (() => void) | undefined;
  private readonly began: number;
  private readonly stopTap: () => void;

  /** `nodes`: only at these, empty: all. `interval`: ms. `onFinished` must only take note. */
  constructor(
    private readonly engine: Engine,
    private readonly nodes: ReadonlySet<number>,
    private readonly interval: number,
    private readonly onFinished: () => void,
  ) {
    this.began = engine.time.now;
    this.nodesUp = censusOf(engine).up;
    this.stopTap = engine.tap({
      packet: (at, from, to, kind, bytes, delay) => this.concerning(at, from, to)?.packet(kind, bytes, delay === DROP),
      accepted: (at, node, _origin, _id, from) => this.accepted(this.concerning(at, node), from),
      link: (at, a, b) => this.changed(this.concerning(at, a, b)),
      node: (at, node) => {
        this.changed(this.concerning(at, node));
        this.nodesUp = censusOf(engine).up;
      },
    });
  }

  /** The sums finished, then how many were dropped after them. */
  take(): { readonly sums: readonly NetworkAggregate[]; readonly missed: number } {
    const taken = { sums: this.finished, missed: this.missed };
    this.finished = [];
    this.missed = 0;
    return taken;
  }

  stop(): void {
    this.stopTap();
    this.callOff?.();
  }

  private accepted(sums: Sums | undefined, from: number): void {
    if (sums === undefined) return;
    if (from < 0) sums.published++;
    else sums.deliveries++;
  }

  private changed(sums: Sums | undefined): void {
    if (sums !== undefined) sums.changes++;
  }

  /** The sums of the time `at`, if one of these nodes is meant. */
  private concerning(at: number, node: number, other = node): Sums | undefined {
    if (this.nodes.size > 0 && !this.nodes.has(node) && !this.nodes.has(other)) return undefined;
    if (this.current === undefined || at >= this.current.end) this.begin(at);
    return this.current;
  }

  private begin(at: number): void {
    this.finish();
    const begin = this.began + Math.floor((at - this.began) / this.interval) * this.interval;
    this.current = new Sums(begin, begin + this.interval);
    this.callOff = this.engine.time.at(begin + this.interval, () => this.finish());
  }

  private finish(): void {
    this.callOff?.();
    if (this.current === undefined) return;
    if (this.finished.length < WAITING) this.finished.push(this.current.toMessage(this.nodesUp));
    else this.missed++;
    this.current = undefined;
    this.onFinished();
  }
}
