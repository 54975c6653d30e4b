/** Spreads pairs over the table (two odd multipliers of 32 bits, as Knuth's multiplicative hashing). */
const OF_FROM = 0x9e3779b1;
const OF_TO = 0x85ebca77;

/**
 * Some numbers for each directed pair of nodes that was ever asked for, all 0 at first: an open table of typed arrays, so that nothing
 * is allocated per datagram.
 */
export class PairTable {
  /** The numbers of all pairs; a pair's begin where `at` says. Read it anew after each `at`: it grows. */
  values: Float64Array;
  private froms: Int32Array;
  private tos: Int32Array;
  /** 1 + the place of a pair; 0: empty. */
  private slots: Int32Array;
  private count = 0;

  constructor(private readonly width: number) {
    this.values = new Float64Array(8 * width);
    this.froms = new Int32Array(8);
    this.tos = new Int32Array(8);
    this.slots = new Int32Array(16);
  }

  /** How many pairs there are. */
  get size(): number {
    return this.count;
  }

  /** Where the numbers of a pair begin; they are there from now on. */
  at(from: number, to: number): number {
    const slot = this.slotOf(from, to);
    const place = this.slots[slot] as number;
    return (place === 0 ? this.add(from, to, slot) : place - 1) * this.width;
  }

  private slotOf(from: number, to: number): number {
    const mask = this.slots.length - 1;
    const hash = Math.imul(from, OF_FROM) ^ Math.imul(to, OF_TO);
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const place = this.slots[slot] as number;
      if (place === 0 || (this.froms[place - 1] === from && this.tos[place - 1] === to)) return slot;
    }
  }

  private add(from: number, to: number, slot: number): number {
    if (this.count === this.froms.length) {
      this.grow();
      return this.add(from, to, this.slotOf(from, to));
    }
    const place = this.count++;
    this.froms[place] = from;
    this.tos[place] = to;
    this.slots[slot] = place + 1;
    return place;
  }

  /** At most half of the slots are ever taken. */
  private grow(): void {
    this.froms = widened(this.froms);
    this.tos = widened(this.tos);
    const values = new Float64Array(2 * this.values.length);
    values.set(this.values);
    this.values = values;
    this.slots = new Int32Array(2 * this.slots.length);
    for (let place = 0; place < this.count; place++) {
      this.slots[this.slotOf(this.froms[place] as number, this.tos[place] as number)] = place + 1;
    }
  }
}

function widened(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(2 * numbers.length);
  wider.set(numbers);
  return wider;
}
