/** Of the bytes in one piece: 32 bytes. A host with a library of its own machine has a quicker one. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return new Sha256().update(bytes).digest();
}

/** SHA-256 (FIPS 180-4), in pieces: what runs everywhere must not need a machine's own library. */
export class Sha256 {
  private readonly state = Int32Array.from(INITIAL);
  private readonly words = new Int32Array(64);
  private readonly block = new Uint8Array(64);
  private used = 0;
  private length = 0;

  update(bytes: Uint8Array): this {
    this.length += bytes.length;
    let at = 0;
    if (this.used > 0) at = this.top(bytes);
    for (; at + 64 <= bytes.length; at += 64) this.compress(bytes, at);
    if (at === bytes.length) return this;
    this.block.set(bytes.subarray(at));
    this.used = bytes.length - at;
    return this;
  }

  /** Ends the digest. */
  digest(): Uint8Array {
    const bits = this.length * 8;
    this.update(Uint8Array.of(0x80));
    while (this.used !== 56) this.update(ZERO);
    const view = new DataView(this.block.buffer);
    view.setUint32(56, Math.floor(bits / 4_294_967_296));
    view.setUint32(60, bits >>> 0);
    this.compress(this.block, 0);
    const result = new DataView(new ArrayBuffer(32));
    this.state.forEach((word, i) => result.setInt32(4 * i, word));
    return new Uint8Array(result.buffer);
  }

  /** Lower case. Ends the digest. */
  hex(): string {
    return Array.from(this.digest(), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  /** Fills up the block that has begun; returns where the rest begins. */
  private top(bytes: Uint8Array): number {
    const part = Math.min(64 - this.used, bytes.length);
    this.block.set(bytes.subarray(0, part), this.used);
    this.used += part;
    if (this.used < 64) return part;
    this.compress(this.block, 0);
    this.used = 0;
    return part;
  }

  private compress(bytes: Uint8Array, at: number): void {
    const { state, words } = this;
    this.schedule(bytes, at);
    let a = state[0] as number;
    let b = state[1] as number;
    let c = state[2] as number;
    let d = state[3] as number;
    let e = state[4] as number;
    let f = state[5] as number;
    let g = state[6] as number;
    let h = state[7] as number;
    for (let i = 0; i < 64; i++) {
      const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (K[i] as number) + (words[i] as number)) | 0;
      const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    state[0] = (state[0] as number) + a;
    state[1] = (state[1] as number) + b;
    state[2] = (state[2] as number) + c;
    state[3] = (state[3] as number) + d;
    state[4] = (state[4] as number) + e;
    state[5] = (state[5] as number) + f;
    state[6] = (state[6] as number) + g;
    state[7] = (state[7] as number) + h;
  }

  private schedule(bytes: Uint8Array, at: number): void {
    const { words } = this;
    for (let i = 0, from = at; i < 16; i++, from += 4)
      words[i] =
        ((bytes[from] as number) << 24) |
        ((bytes[from + 1] as number) << 16) |
        ((bytes[from + 2] as number) << 8) |
        (bytes[from + 3] as number);
    for (let i = 16; i < 64; i++) {
      const w2 = words[i - 2] as number;
      const w15 = words[i - 15] as number;
      const s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3);
      const s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10);
      words[i] = (words[i - 16] as number) + s0 + (words[i - 7] as number) + s1;
    }
  }
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

const ZERO = Uint8Array.of(0);

/** The first 64 primes, of whose roots the constants are the fractions. */
const PRIMES = primes(64);
/** Of the cube roots, and of the square roots of the first eight: 32 bits each. */
const K = Int32Array.from(PRIMES.map((prime) => fraction(prime, 3)));
const INITIAL = PRIMES.slice(0, 8).map((prime) => fraction(prime, 2));

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

/** The first 32 bits after the point of the root, exactly: the largest integer whose power does not exceed the prime so many bits up. */
function fraction(prime: number, root: 2 | 3): number {
  const wanted = BigInt(prime) << BigInt(32 * root);
  let found = 0n;
  for (let bit = 1n << 36n; bit > 0n; bit >>= 1n) if ((found + bit) ** BigInt(root) <= wanted) found += bit;
  return Number(found & 0xffff_ffffn);
}
