/** SHA-256 (FIPS 180-4), in pieces: the digest of a run must not need a machine's own library. */
export class Sha256 {
  private readonly state = Uint32Array.from(INITIAL);
  private readonly words = new Uint32Array(64);
  private readonly block = new Uint8Array(64);
  private used = 0;
  private length = 0;

  update(bytes: Uint8Array): this {
    this.length += bytes.length;
    for (let at = 0; at < bytes.length; ) {
      const part = Math.min(64 - this.used, bytes.length - at);
      this.block.set(bytes.subarray(at, at + part), this.used);
      this.used += part;
      at += part;
      if (this.used === 64) this.compress();
    }
    return this;
  }

  /** Lower case. Ends the digest. */
  hex(): string {
    const bits = this.length * 8;
    this.update(Uint8Array.of(0x80));
    while (this.used !== 56) this.update(ZERO);
    const view = new DataView(this.block.buffer);
    view.setUint32(56, Math.floor(bits / 4_294_967_296));
    view.setUint32(60, bits >>> 0);
    this.compress();
    return Array.from(this.state, (word) => word.toString(16).padStart(8, '0')).join('');
  }

  private compress(): void {
    const { state, words } = this;
    this.schedule();
    let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
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
    const sums = [a, b, c, d, e, f, g, h];
    for (let i = 0; i < 8; i++) state[i] = (state[i] as number) + (sums[i] as number);
    this.used = 0;
  }

  private schedule(): void {
    const { words, block } = this;
    for (let i = 0; i < 16; i++)
      words[i] =
        ((block[4 * i] as number) << 24) |
        ((block[4 * i + 1] as number) << 16) |
        ((block[4 * i + 2] as number) << 8) |
        (block[4 * i + 3] as number);
    for (let i = 16; i < 64; i++) {
      const [w2, w15] = [words[i - 2] as number, words[i - 15] as number];
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
const K = PRIMES.map((prime) => fraction(prime, 3));
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
