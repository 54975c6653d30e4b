import { HASH_BYTES } from '../../core/hash.js';

/** The length of what is no block. */
const NONE = 0xffff;
/** Entries that there is room for at first. */
const FIRST_ROOM = 1_024;

/**
 * In which slot of the store a block is, and how long it is: a hash table in typed arrays. 42 bytes a block, so some 6 MB for the 131,072
 * blocks of a file of 1 GiB.
 */
export class BlockIndex {
  private hashes = Buffer.alloc(FIRST_ROOM * HASH_BYTES);
  private lengths = new Uint16Array(FIRST_ROOM);
  /** Slots plus one, by hash, each in the first free place; twice as many places as room for slots. */
  private places = new Uint32Array(2 * FIRST_ROOM);
  private count = 0;
  /** The hash that is looked for. */
  private readonly sought = Buffer.alloc(HASH_BYTES);

  /** How many slots have been given out. */
  get slots(): number {
    return this.count;
  }

  /** Leaves the slots before this one empty. */
  skipTo(slot: number): void {
    while (this.count < slot) {
      if (this.count === this.lengths.length) this.grow();
      this.lengths[this.count++] = NONE;
    }
  }

  /** -1 where the block is not there. `hash`: 64 hex digits. */
  find(hash: string): number {
    this.sought.write(hash, 'hex');
    return (this.places[this.placeOf(this.sought)] as number) - 1;
  }

  lengthAt(slot: number): number {
    return this.lengths[slot] as number;
  }

  /** Gives the block the next slot: they are given out in order, from 0. Returns false where it is there already. */
  add(hash: string, length: number): boolean {
    if (this.count === this.lengths.length) this.grow();
    this.sought.write(hash, 'hex');
    const place = this.placeOf(this.sought);
    if (this.places[place] !== 0) return false;
    const slot = this.count++;
    this.places[place] = slot + 1;
    this.sought.copy(this.hashes, slot * HASH_BYTES);
    this.lengths[slot] = length;
    return true;
  }

  /** Where the block's slot stands, or would stand. */
  private placeOf(hash: Buffer): number {
    const mask = this.places.length - 1;
    for (let place = hash.readUInt32LE() & mask; ; place = (place + 1) & mask) {
      const slot = (this.places[place] as number) - 1;
      if (slot < 0 || this.hashes.compare(hash, 0, HASH_BYTES, slot * HASH_BYTES, (slot + 1) * HASH_BYTES) === 0) return place;
    }
  }

  private grow(): void {
    const room = 2 * this.lengths.length;
    const { hashes, lengths } = this;
    this.hashes = Buffer.alloc(room * HASH_BYTES);
    hashes.copy(this.hashes);
    this.lengths = new Uint16Array(room);
    this.lengths.set(lengths);
    this.places = new Uint32Array(2 * room);
    for (let slot = 0; slot < this.count; slot++)
      if (this.lengths[slot] !== NONE)
        this.places[this.placeOf(this.hashes.subarray(slot * HASH_BYTES, (slot + 1) * HASH_BYTES))] = slot + 1;
  }
}
