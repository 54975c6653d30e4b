import { type Dialect, type Private, privateMessage } from '../../core/packet.js';
import type { Reader } from '../reader.js';
import { textFieldSize, uintFieldSize, writeTextField, writeUintField } from '../writer.js';

const ORIGIN = 0x0a;
const ID = 0x10;
const THIRD = 0x1a;
const FOURTH = 0x22;
const HOP_LIMIT = 0x28;
const KNOWN = 0b11_1110;

/** Course nodes write the text third and the destination fourth, reference nodes the other way round; nothing in the packet tells. */
export function readPrivate(reader: Reader, dialect: Dialect): Private {
  let origin = '';
  let id = 0;
  let third = '';
  let fourth = '';
  let hopLimit = 0;
  while (reader.at < reader.end) {
    const tag = reader.tag();
    if (tag === ORIGIN) origin = reader.name();
    else if (tag === ID) id = reader.uint32();
    else if (tag === THIRD) third = reader.text();
    else if (tag === FOURTH) fourth = reader.text();
    else if (tag === HOP_LIMIT) hopLimit = reader.uint32();
    else reader.skip(tag, KNOWN);
  }
  const course = dialect === 'course';
  return privateMessage(origin, id, course ? third : fourth, course ? fourth : third, hopLimit);
}

export function privateSize(message: Private): number {
  const texts = textFieldSize(message.origin) + textFieldSize(message.text) + textFieldSize(message.destination);
  return texts + uintFieldSize(message.id) + uintFieldSize(message.hopLimit);
}

export function writePrivate(message: Private, dialect: Dialect, target: Uint8Array, at: number): number {
  const course = dialect === 'course';
  let end = writeTextField(target, at, ORIGIN, message.origin);
  end = writeUintField(target, end, ID, message.id);
  end = writeTextField(target, end, THIRD, course ? message.text : message.destination);
  end = writeTextField(target, end, FOURTH, course ? message.destination : message.text);
  return writeUintField(target, end, HOP_LIMIT, message.hopLimit);
}
