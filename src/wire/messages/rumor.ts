import { rumor, type Rumor } from '../../core/packet.js';
import type { Reader } from '../reader.js';
import { textFieldSize, uintFieldSize, writeTextField, writeUintField } from '../writer.js';

const ORIGIN = 0x0a;
const ID = 0x10;
const TEXT = 0x1a;
const KNOWN = 0b1110;
/** The three tags in the order in which they are written, a byte each. */
const ORDER = 0x0a101a;

/** The rumor's own bytes are kept where writing its fields would not give them back: a rumor is relayed as it came. */
export function readRumor(reader: Reader): Rumor {
  const start = reader.at;
  reader.exact = true;
  let origin = '';
  let id = 0;
  let text = '';
  let order = 0;
  while (reader.at < reader.end) {
    const tag = reader.tag();
    order = (order << 8) | tag;
    if (tag === ORIGIN) origin = reader.name();
    else if (tag === ID) id = reader.uint32();
    else if (tag === TEXT) text = reader.text();
    else reader.skip(tag, KNOWN);
  }
  if (reader.malformed || (reader.exact && order === ORDER)) return rumor(origin, id, text);
  return keepBytes(rumor(origin, id, text), reader.bytes.subarray(start, reader.end));
}

function keepBytes(read: Rumor, came: Uint8Array): Rumor {
  const written = new Uint8Array(rumorSize(read));
  writeRumor(read, written, 0);
  return equal(written, came) ? read : rumor(read.origin, read.id, read.text, new Uint8Array(came));
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

export function rumorSize(message: Rumor): number {
  if (message.raw !== undefined) return message.raw.length;
  return textFieldSize(message.origin) + uintFieldSize(message.id) + textFieldSize(message.text);
}

export function writeRumor(message: Rumor, target: Uint8Array, at: number): number {
  if (message.raw !== undefined) {
    target.set(message.raw, at);
    return at + message.raw.length;
  }
  let end = writeTextField(target, at, ORIGIN, message.origin);
  end = writeUintField(target, end, ID, message.id);
  return writeTextField(target, end, TEXT, message.text);
}
