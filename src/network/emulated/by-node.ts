import type { Slip } from './schedule.js';
import { widened } from './widened.js';

/** Events for which there is room at first. */
const START = 1_024;
/** Digits of a node's number, in bits: a table of 2,048 counters stays in the nearest cache. */
const DIGIT = 11;
const MASK = (1 << DIGIT) - 1;

/** Events in the order of their nodes, and for each node in the order in which they were added. Used again and again. */
export class ByNode<T> {
  size = 0;
  private nodes = new Int32Array(START);
  private froms = new Int32Array(START);
  private times = new Int32Array(START);
  private readonly slips: Slip<T>[] = [];
  /** Places of events in their order, and room for the next pass. */
  private order = new Uint32Array(START);
  private other = new Uint32Array(START);
  private readonly counts = new Uint32Array(MASK + 1);
  private highest = 0;

  /** `time`: ms since whatever the caller counts from. */
  add(time: number, node: number, from: number, slip: Slip<T>): void {
    if (this.size === this.nodes.length) this.grow();
    const at = this.size++;
    this.nodes[at] = node;
    this.froms[at] = from;
    this.times[at] = time;
    this.slips[at] = slip;
    if (node > this.highest) this.highest = node;
  }

  /** Puts what was added in order. */
  sort(): void {
    for (let at = 0; at < this.size; at++) this.order[at] = at;
    for (let shift = 0; shift === 0 || this.highest >>> shift > 0; shift += DIGIT) this.sortBy(shift);
  }

  clear(): void {
    this.size = this.highest = 0;
  }

  node(place: number): number {
    return this.nodes[this.order[place] as number] as number;
  }

  from(place: number): number {
    return this.froms[this.order[place] as number] as number;
  }

  time(place: number): number {
    return this.times[this.order[place] as number] as number;
  }

  /** Lets go of it. */
  takeSlip(place: number): Slip<T> {
    const at = this.order[place] as number;
    const slip = this.slips[at];
    this.slips[at] = undefined;
    return slip;
  }

  /** One pass of a radix sort from the lowest digit on, which keeps the order of what has the same digit. */
  private sortBy(shift: number): void {
    const { nodes, counts, order, other, size } = this;
    counts.fill(0);
    for (let at = 0; at < size; at++) counts[((nodes[at] as number) >>> shift) & MASK]!++;
    for (let digit = 0, sum = 0; digit <= MASK; digit++) {
      const count = counts[digit] as number;
      counts[digit] = sum;
      sum += count;
    }
    for (let at = 0; at < size; at++) {
      const event = order[at] as number;
      other[counts[((nodes[event] as number) >>> shift) & MASK]!++] = event;
    }
    this.order = other;
    this.other = order;
  }

  private grow(): void {
    const room = 2 * this.size;
    this.nodes = widened(this.nodes, new Int32Array(room));
    this.froms = widened(this.froms, new Int32Array(room));
    this.times = widened(this.times, new Int32Array(room));
    this.order = new Uint32Array(room);
    this.other = new Uint32Array(room);
  }
}
