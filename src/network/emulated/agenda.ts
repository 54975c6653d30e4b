import type { Ahead, Schedule, Slip } from './schedule.js';

/** Events of one ms in the order in which they were put: a structure of arrays, used again and again. */
interface Chunk<T> {
  /** Two numbers an event. */
  readonly ends: Int32Array;
  readonly slips: Slip<T>[];
  used: number;
  next: Chunk<T> | undefined;
}

/** Those of one ms, from the first chunk to the last. */
interface Slot<T> {
  first: Chunk<T> | undefined;
  last: Chunk<T> | undefined;
}

/** Events of a chunk: a kilobyte and a half, so that a slot with a single event is cheap too. */
const CHUNK = 64;
/** ms of one turn of the wheel, a power of two. */
const TURN_BITS = 12;
const TURN = 1 << TURN_BITS;

/**
 * What is to happen, by virtual ms and then in the order of putting: a timing wheel (Varghese and Lauck 1987) over this turn and the
 * next; what is later waits by turn. No object and no closure per event.
 *
 * Invariant: an event is put in front of no event of the same ms that was put before it. What waits for a turn enters the wheel when
 * the turn before it begins, and from then on nothing of that turn waits.
 */
export class Agenda<T> implements Schedule<T> {
  to = 0;
  from = 0;
  slip: Slip<T>;
  size = 0;
  time = 0;
  private turn = 0;
  private readonly slots: Slot<T>[] = Array.from({ length: 2 * TURN }, () => ({ first: undefined, last: undefined }));
  /** By turn: what is too far away for the wheel. */
  private readonly later = new Map<number, Slot<T> & { readonly times: number[] }>();
  private free: Chunk<T> | undefined;
  /** The place in the chunk under work. */
  private at = 0;

  constructor(private readonly ahead?: Ahead) {}

  get moment(): number {
    return this.time;
  }

  put(time: number, to: number, from: number, slip: Slip<T>): void {
    this.size++;
    const turn = Math.floor(time / TURN);
    if (turn - this.turn > 1) return this.putLater(turn, time, to, from, slip);
    this.append(this.slots[time & (2 * TURN - 1)] as Slot<T>, to, from, slip);
  }

  take(): boolean {
    const slot = this.slots[this.time & (2 * TURN - 1)] as Slot<T>;
    let chunk = slot.first;
    if (chunk !== undefined && this.at === chunk.used) {
      if (chunk.used < CHUNK) return false;
      chunk = this.dropFirst(slot, chunk);
    }
    if (chunk === undefined) return false;
    const { at } = this;
    if (at === 0) this.ahead?.over(chunk.ends, chunk.used);
    this.at = at + 1;
    this.to = chunk.ends[2 * at] as number;
    this.from = chunk.ends[2 * at + 1] as number;
    this.slip = chunk.slips[at];
    chunk.slips[at] = undefined;
    this.size--;
    return true;
  }

  tick(): void {
    const slot = this.slots[this.time & (2 * TURN - 1)] as Slot<T>;
    if (slot.first !== undefined) this.dropFirst(slot, slot.first);
    slot.last = undefined;
    this.time++;
    const turn = Math.floor(this.time / TURN);
    if (turn !== this.turn) this.beginTurn(turn);
  }

  skipTo(time: number): void {
    if (this.size > 0) throw new Error('events would be skipped');
    const slot = this.slots[this.time & (2 * TURN - 1)] as Slot<T>;
    if (slot.first !== undefined) this.dropFirst(slot, slot.first);
    this.time = time;
    this.turn = Math.floor(time / TURN);
  }

  private beginTurn(turn: number): void {
    this.turn = turn;
    const waiting = this.later.get(turn + 1);
    if (waiting === undefined) return;
    this.later.delete(turn + 1);
    let event = 0;
    for (let chunk = waiting.first; chunk !== undefined; chunk = this.dropFirst(waiting, chunk)) {
      for (let at = 0; at < chunk.used; at++) {
        const slot = this.slots[(waiting.times[event++] as number) & (2 * TURN - 1)] as Slot<T>;
        this.append(slot, chunk.ends[2 * at] as number, chunk.ends[2 * at + 1] as number, chunk.slips[at]);
        chunk.slips[at] = undefined;
      }
    }
  }

  private putLater(turn: number, time: number, to: number, from: number, slip: Slip<T>): void {
    let waiting = this.later.get(turn);
    if (waiting === undefined) {
      waiting = { first: undefined, last: undefined, times: [] };
      this.later.set(turn, waiting);
    }
    waiting.times.push(time);
    this.append(waiting, to, from, slip);
  }

  private append(slot: Slot<T>, to: number, from: number, slip: Slip<T>): void {
    let chunk = slot.last;
    if (chunk === undefined || chunk.used === CHUNK) chunk = this.addChunk(slot);
    const at = chunk.used++;
    chunk.ends[2 * at] = to;
    chunk.ends[2 * at + 1] = from;
    chunk.slips[at] = slip;
  }

  private addChunk(slot: Slot<T>): Chunk<T> {
    const chunk = this.free ?? {
      ends: new Int32Array(2 * CHUNK),
      slips: new Array<Slip<T>>(CHUNK).fill(undefined),
      used: 0,
      next: undefined,
    };
    this.free = chunk.next;
    chunk.next = undefined;
    if (slot.last === undefined) slot.first = chunk;
    else slot.last.next = chunk;
    slot.last = chunk;
    return chunk;
  }

  /** Lets go of a slot's first chunk, every event of which has been taken. Returns the next one. */
  private dropFirst(slot: Slot<T>, chunk: Chunk<T>): Chunk<T> | undefined {
    const { next } = chunk;
    slot.first = next;
    if (next === undefined) slot.last = undefined;
    chunk.used = this.at = 0;
    chunk.next = this.free;
    this.free = chunk;
    return next;
  }
}
