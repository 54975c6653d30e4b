import type { NodeChange, Tap } from '../engine/tap.js';
import { Convergence } from './convergence.js';
import { Held } from './held.js';
import { Load } from './load.js';
import { Order } from './order.js';
import { NOBODY } from './rumor-record.js';

/** Something that was done to the network, in words. */
export interface Happening {
  readonly at: number;
  readonly what: string;
}

/** More than a reader reads; churn of a large network makes more. */
const MOST_HAPPENINGS = 10_000;

/** Gathers what reports, assertions and pictures need, in bounded memory. Times are ms of the network's time. */
export class Recorder implements Tap {
  readonly held: Held;
  readonly load: Load;
  readonly order = new Order();
  private readonly convergence: Convergence;
  /** A node got a rumor from another one. */
  deliveries = 0;
  /** Datagrams that brought something new. */
  useful = 0;
  readonly happenings: Happening[] = [];
  /** Happenings for which there was no room. */
  unlisted = 0;
  /** Since when each node lives: what it could not hold before does not count against it. */
  private readonly since: number[] = [];
  private last = { at: -1, node: NOBODY, from: NOBODY };

  constructor(nodes: number) {
    this.held = new Held(nodes);
    this.load = new Load(nodes);
    this.convergence = new Convergence(nodes);
  }

  packet(_at: number, from: number, _to: number, kind: string, bytes: number, delay: number): void {
    this.load.add(from, kind, bytes, delay);
  }

  accepted(at: number, node: number, origin: string, id: number, from: number): void {
    this.order.accept(at, node, origin, id);
    const rumor = this.held.accept(at, node, origin, id, from);
    if (rumor !== undefined) this.convergence.accept(node, rumor);
    if (from === NOBODY) return;
    this.deliveries++;
    const { last } = this;
    if (last.at === at && last.node === node && last.from === from) return;
    this.last = { at, node, from };
    this.useful++;
  }

  node(at: number, node: number, change: NodeChange): void {
    if (change === 'added' || change === 'reborn' || change === 'restarted') this.since[node] = at;
    this.convergence.node(node, change);
    if (change !== 'reborn') return;
    this.held.forget(node);
    this.order.forget(node);
  }

  /** Every node that is up holds every rumor that any of them holds. */
  get hasConverged(): boolean {
    return this.convergence.missing === 0;
  }

  /** Since when the node has lived, in ms; 0: from the beginning. */
  livesSince(node: number): number {
    return this.since[node] ?? 0;
  }

  note(at: number, what: string): void {
    if (this.happenings.length < MOST_HAPPENINGS) this.happenings.push({ at, what });
    else this.unlisted++;
  }
}
