import { BOUNDS } from '../core/bounds.js';
import { utf8Length } from '../core/text.js';

/**
 * UTF-8 without Buffer. Measured on Node 20: TextDecoder costs about 70 ns whatever the length, a loop over the characters 2 ns
 * each; TextEncoder.encodeInto about 50 ns. So short ASCII goes by hand and the rest to the platform.
 */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

const SHORT_READ = 12;
const SHORT_WRITE = 24;

/** Names longer than this many bytes are not remembered. */
const NAME_BYTES = 32;
const NAME_SLOTS = 2_048;

/** Names already read, by the hash of their bytes. Only a cache: it holds at most 64 kB and what it returns is what was read. */
const names: string[] = Array.from({ length: NAME_SLOTS }, () => '');

/** Where texts are measured. Three bytes a character are the most that UTF-8 takes. */
const scratch = new Uint8Array(3 * BOUNDS.textBytes);

/** The text at `at` to `end`; what is not UTF-8 becomes U+FFFD. */
export function readText(bytes: Uint8Array, at: number, end: number): string {
  if (end - at > SHORT_READ) return decoder.decode(bytes.subarray(at, end));
  let text = '';
  for (let i = at; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte > 0x7f) return decoder.decode(bytes.subarray(at, end));
    text += String.fromCharCode(byte);
  }
  return text;
}

/** As `readText`, for texts that come again and again: the same string object is returned, so that comparing and hashing it is cheap. */
export function readName(bytes: Uint8Array, at: number, end: number): string {
  if (end - at > NAME_BYTES) return readText(bytes, at, end);
  let hash = end - at;
  for (let i = at; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
  const slot = (hash ^ (hash >>> 15)) & (NAME_SLOTS - 1);
  const known = names[slot] as string;
  if (isText(known, bytes, at, end)) return known;
  const name = readText(bytes, at, end);
  if (name.length === end - at) names[slot] = name;
  return name;
}

function isText(text: string, bytes: Uint8Array, at: number, end: number): boolean {
  if (text.length !== end - at) return false;
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) !== bytes[at + i]) return false;
  }
  return true;
}

/** Bytes of `text` in UTF-8; a lone surrogate counts as U+FFFD, which is what is written for it. */
export function textSize(text: string): number {
  if (text.length > SHORT_WRITE && text.length * 3 <= scratch.length) return encoder.encodeInto(text, scratch).written;
  return utf8Length(text);
}

/** Writes `text` at `at` and returns the end. */
export function writeText(target: Uint8Array, at: number, text: string): number {
  if (text.length > SHORT_WRITE) return at + encoder.encodeInto(text, target.subarray(at)).written;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) return at + encoder.encodeInto(text, target.subarray(at)).written;
    target[at + i] = unit;
  }
  return at + text.length;
}
