import { readName, readText } from './text.js';

/** Wire types of protobuf that a datagram may use; groups (3, 4) may not. */
export const Wire = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

const UINT32 = 0xffff_ffff;

/**
 * Reads protobuf values from a part of a datagram. Never throws: the first thing that is wrong sets `malformed` and moves to the end,
 * so that every loop over fields stops, and the caller asks once. One reader is used again and again.
 */
export class Reader {
  bytes: Uint8Array = new Uint8Array(0);
  at = 0;
  end = 0;
  malformed = false;
  /** False once something was read that is written in another way by `write*`: an overlong varint, or bytes that are not UTF-8. */
  exact = true;

  /** Starts on bytes `at` to `end`. */
  open(bytes: Uint8Array, at: number, end: number): void {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
    this.malformed = false;
    this.exact = true;
  }

  /** The next field's number and wire type as written: number * 8 + wire type. Field numbers are at least 1. */
  tag(): number {
    const tag = this.uint32();
    if (tag < 8) this.fail();
    return tag;
  }

  /** An id, a hop limit. The Go codec truncates what does not fit; nobody writes that, so here it is malformed. */
  uint32(): number {
    if (this.at < this.end) {
      const byte = this.bytes[this.at] as number;
      if (byte < 0x80) {
        this.at++;
        return byte;
      }
    }
    return this.varint(UINT32);
  }

  /** A uint64 that a number can hold exactly; larger ones are malformed. */
  uint53(): number {
    return this.varint(Number.MAX_SAFE_INTEGER);
  }

  /** Goes into a length-delimited value and returns the end of what encloses it, to be given to `leave`. */
  enter(): number {
    const outer = this.end;
    const length = this.uint32();
    if (length > outer - this.at) this.fail();
    else if (!this.malformed) this.end = this.at + length;
    return outer;
  }

  /** To the end of the value entered. */
  leave(outer: number): void {
    if (this.malformed) return;
    this.at = this.end;
    this.end = outer;
  }

  text(): string {
    const outer = this.enter();
    const text = readText(this.bytes, this.at, this.end);
    if (text.includes('\ufffd')) this.exact = false;
    this.leave(outer);
    return text;
  }

  /** A text that is likely to come again. */
  name(): string {
    const outer = this.enter();
    const name = readName(this.bytes, this.at, this.end);
    if (name.includes('\ufffd')) this.exact = false;
    this.leave(outer);
    return name;
  }

  /** A copy, because the datagram's buffer is its owner's. */
  copy(): Uint8Array {
    const outer = this.enter();
    const copy = new Uint8Array(this.bytes.subarray(this.at, this.end));
    this.leave(outer);
    return copy;
  }

  /** The bytes where they are, for what is too large to be copied for nothing. */
  view(): Uint8Array {
    const outer = this.enter();
    const view = new Uint8Array(this.bytes.buffer, this.bytes.byteOffset + this.at, this.end - this.at);
    this.leave(outer);
    return view;
  }

  /** Passes over a field that the caller does not read. `known`: bit n is set where field n is one of its own, in the wrong wire type. */
  skip(tag: number, known: number): void {
    this.exact = false;
    const field = tag >>> 3;
    if (field < 32 && ((known >>> field) & 1) === 1) this.fail();
    else if ((tag & 7) === Wire.varint) this.varint(Number.POSITIVE_INFINITY);
    else if ((tag & 7) === Wire.bytes) this.leave(this.enter());
    else if ((tag & 7) === Wire.fixed32) this.advance(4);
    else if ((tag & 7) === Wire.fixed64) this.advance(8);
    else this.fail();
  }

  private advance(length: number): void {
    if (length > this.end - this.at) this.fail();
    else this.at += length;
  }

  /** At most ten bytes and 64 bits, as in Go. */
  private varint(max: number): number {
    let value = 0;
    for (let i = 0, scale = 1; i < 10 && this.at < this.end; i++, scale *= 128) {
      const byte = this.bytes[this.at++] as number;
      value += (byte & 0x7f) * scale;
      if (byte > 0x7f) continue;
      if (byte === 0 && i > 0) this.exact = false;
      return value <= max && !(i === 9 && byte > 1) ? value : this.fail();
    }
    return this.fail();
  }

  private fail(): number {
    this.malformed = true;
    this.at = this.end;
    return 0;
  }
}
