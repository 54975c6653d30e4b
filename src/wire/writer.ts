import { textSize, writeText } from './text.js';

/**
 * Writes protobuf values into a buffer that is large enough and returns where they end. The Go codec's decoder only moves forward, so
 * every message is written in ascending order of its fields; it writes zeros and empty texts too, and so do these.
 */

export function varintSize(value: number): number {
  if (value < 0x80) return 1;
  let size = 1;
  for (let rest = value; rest >= 0x80; rest /= 128) size++;
  return size;
}

/** `value`: an integer, 0 to 2⁵³−1. */
export function writeVarint(target: Uint8Array, at: number, value: number): number {
  let end = at;
  let rest = value;
  for (; rest > 0xffff_ffff; rest = Math.floor(rest / 128)) target[end++] = (rest % 128) | 0x80;
  for (; rest > 0x7f; rest >>>= 7) target[end++] = (rest & 0x7f) | 0x80;
  target[end++] = rest;
  return end;
}

/** Of a field with a one-byte tag, which all but the extensions have. */
export function uintFieldSize(value: number): number {
  return 1 + varintSize(value);
}

export function writeUintField(target: Uint8Array, at: number, tag: number, value: number): number {
  return writeVarint(target, writeVarint(target, at, tag), value);
}

/** Of anything length-delimited in a field with a one-byte tag. */
export function bytesFieldSize(length: number): number {
  return 1 + varintSize(length) + length;
}

export function textFieldSize(text: string): number {
  return bytesFieldSize(textSize(text));
}

export function writeBytesField(target: Uint8Array, at: number, tag: number, bytes: Uint8Array): number {
  const body = writeVarint(target, writeVarint(target, at, tag), bytes.length);
  target.set(bytes, body);
  return body + bytes.length;
}

export function writeTextField(target: Uint8Array, at: number, tag: number, text: string): number {
  const body = openField(target, at, tag);
  return closeField(target, body, writeText(target, body, text));
}

/** Begins a length-delimited field and returns where its body goes, one byte being left for the length. */
export function openField(target: Uint8Array, at: number, tag: number): number {
  return writeVarint(target, at, tag) + 1;
}

/** Ends the field whose body is `body` to `end`. A body of 128 bytes or more moves up for its length; that is cheaper than measuring first. */
export function closeField(target: Uint8Array, body: number, end: number): number {
  const length = end - body;
  if (length < 0x80) {
    target[body - 1] = length;
    return end;
  }
  const shift = varintSize(length) - 1;
  target.copyWithin(body + shift, body, end);
  writeVarint(target, body - 1, length);
  return end + shift;
}
