import type { Scope } from '../../core/packet.js';
import type { Reader } from '../reader.js';
import { textFieldSize, writeTextField } from '../writer.js';

export type Range = Extract<Scope, { kind: 'range' }>;

const AFTER = 0x0a;
const UP_TO = 0x12;
const KNOWN = 0b110;

export function readRange(reader: Reader): Range {
  const outer = reader.enter();
  let after = '';
  let upTo: string | undefined;
  while (reader.at < reader.end) {
    const tag = reader.tag();
    if (tag === AFTER) after = reader.name();
    else if (tag === UP_TO) upTo = reader.name();
    else reader.skip(tag, KNOWN);
  }
  reader.leave(outer);
  return { kind: 'range', after, upTo };
}

export function rangeSize(range: Range): number {
  return textFieldSize(range.after) + (range.upTo === undefined ? 0 : textFieldSize(range.upTo));
}

export function writeRange(range: Range, target: Uint8Array, at: number): number {
  const end = writeTextField(target, at, AFTER, range.after);
  return range.upTo === undefined ? end : writeTextField(target, end, UP_TO, range.upTo);
}
