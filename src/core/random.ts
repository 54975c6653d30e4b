/**
 * A small deterministic generator (xoroshiro64**, Blackman and Vigna 2018): two words of state, so that a million nodes
 * can each have one. Not for secrets.
 */
export class Random {
  private a: number;
  private b: number;

  constructor(seed: number, stream = 0) {
    this.a = mix(seed | 0);
    this.b = mix(Math.trunc(seed / 4_294_967_296) ^ mix(stream ^ 0x9e3779b9));
    if ((this.a | this.b) === 0) this.b = 1;
  }

  /** A uniform 32-bit integer, 0 to 2³²−1. */
  next(): number {
    const a = this.a;
    let b = this.b;
    const product = Math.imul(a, 0x9e3779bb);
    const result = Math.imul((product << 5) | (product >>> 27), 5) >>> 0;
    b ^= a;
    this.a = ((a << 26) | (a >>> 6)) ^ b ^ (b << 9);
    this.b = (b << 13) | (b >>> 19);
    return result;
  }

  /** A uniform integer, 0 to n−1. `n` is 1 to 2³². */
  below(n: number): number {
    return Math.floor((this.next() / 4_294_967_296) * n);
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.next() < probability * 4_294_967_296;
  }

  /** A uniform number, 0 (included) to 1 (excluded). */
  fraction(): number {
    return this.next() / 4_294_967_296;
  }

  /** An independent generator that depends on this one's state and the name, and leaves this one unchanged. */
  fork(name: string): Random {
    let hash = 0x811c9dc5;
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
    return new Random(this.a ^ hash, mix(this.b ^ Math.imul(hash, 0x85ebca6b)));
  }
}

/** Spreads every bit of a word over all of it (MurmurHash3's finaliser). */
function mix(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
