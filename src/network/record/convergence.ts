import type { NodeChange } from '../engine/tap.js';
import type { RumorRecord } from './rumor-record.js';

/**
 * How many pairs of a rumor and a node that is up are missing, without looking at all of them each time. A rumor that no node holds that
 * is up is not asked for: nobody could tell it.
 */
export class Convergence {
  /** 0: every node that is up holds every rumor that any of them holds. */
  missing = 0;
  private readonly isUp: boolean[];
  private up: number;
  /** By rumor, the nodes that are up and hold it. */
  private readonly holders = new Map<RumorRecord, number>();

  constructor(nodes: number) {
    this.up = nodes;
    this.isUp = Array.from({ length: nodes }, () => true);
  }

  /** The node did not hold the rumor before. */
  accept(node: number, rumor: RumorRecord): void {
    const before = this.holders.get(rumor) ?? 0;
    if (this.isUp[node] !== true) {
      this.holders.set(rumor, before);
      return;
    }
    this.holders.set(rumor, before + 1);
    this.missing += before === 0 ? this.up - 1 : -1;
  }

  /** To be told before what a reborn node held is forgotten. */
  node(node: number, change: NodeChange): void {
    const isUp = change !== 'crashed' && change !== 'paused' && change !== 'removed';
    if ((this.isUp[node] === true) === isUp) return;
    this.isUp[node] = isUp;
    this.up += isUp ? 1 : -1;
    // What is reborn holds nothing: it does not count among the holders again.
    if (change !== 'reborn' && change !== 'added') this.recount(node, isUp ? 1 : -1);
    this.missing = 0;
    for (const holders of this.holders.values()) if (holders > 0) this.missing += this.up - holders;
  }

  private recount(node: number, by: number): void {
    for (const [rumor, holders] of this.holders) if (rumor.holds(node)) this.holders.set(rumor, holders + by);
  }
}
