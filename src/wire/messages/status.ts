import type { DropReason } from '../../core/events.js';
import { ALL, LISTED, status, want, type Scope, type Status, type Want } from '../../core/packet.js';
import type { Reader } from '../reader.js';
import { textSize } from '../text.js';
import {
  bytesFieldSize,
  closeField,
  openField,
  textFieldSize,
  uintFieldSize,
  varintSize,
  writeTextField,
  writeUintField,
} from '../writer.js';
import { type Range, rangeSize, readRange, writeRange } from './range.js';

const WANT = 0x0a;
const ROUTE = 0x12;
/** The extensions: fields from 16 on, in two-byte tags. */
const ABILITIES = 0x80;
const RANGE = 0x8a;
const LISTED_ONLY = 0x90;
const KNOWN = (0b111 << 16) | 0b110;

const IDENTIFIER = 0x0a;
const NEXT_ID = 0x10;
const WANT_KNOWN = 0b110;

/** 'bad-status': both a range and a list, of which at most one can be meant. */
export function readStatus(reader: Reader): Status | DropReason {
  const wants: Want[] = [];
  let route: string | undefined;
  let abilities = 0;
  let range: Range | undefined;
  let listed = false;
  while (reader.at < reader.end) {
    const tag = reader.tag();
    if (tag === WANT) wants.push(readWant(reader));
    else if (tag === ROUTE) route = reader.name();
    else if (tag === ABILITIES) abilities = reader.uint32();
    else if (tag === RANGE) range = readRange(reader);
    else if (tag === LISTED_ONLY) listed = reader.uint32() !== 0;
    else reader.skip(tag, KNOWN);
  }
  if (listed && range !== undefined) return 'bad-status';
  return status(wants, listed ? LISTED : (range ?? ALL), abilities, route);
}

function readWant(reader: Reader): Want {
  const outer = reader.enter();
  let identifier = '';
  let nextId = 0;
  while (reader.at < reader.end) {
    const tag = reader.tag();
    if (tag === IDENTIFIER) identifier = reader.name();
    else if (tag === NEXT_ID) nextId = reader.uint32();
    else reader.skip(tag, WANT_KNOWN);
  }
  reader.leave(outer);
  return want(identifier, nextId);
}

export function statusSize(message: Status): number {
  let size = 0;
  for (let i = 0; i < message.want.length; i++) size += wantSize(message.want[i] as Want);
  if (message.route !== undefined) size += textFieldSize(message.route);
  if (message.abilities !== 0) size += 1 + uintFieldSize(message.abilities);
  return size + scopeSize(message.scope);
}

/** Bytes that one entry adds to a Status. */
function wantSize(entry: Want): number {
  const name = textSize(entry.identifier);
  return bytesFieldSize(2 + varintSize(name) + name + varintSize(entry.nextId));
}

function scopeSize(scope: Scope): number {
  if (scope.kind === 'range') return 1 + bytesFieldSize(rangeSize(scope));
  return scope.kind === 'listed' ? 3 : 0;
}

export function writeStatus(message: Status, target: Uint8Array, at: number): number {
  let end = at;
  for (let i = 0; i < message.want.length; i++) end = writeWant(message.want[i] as Want, target, end);
  if (message.route !== undefined) end = writeTextField(target, end, ROUTE, message.route);
  if (message.abilities !== 0) end = writeUintField(target, end, ABILITIES, message.abilities);
  return writeScope(message.scope, target, end);
}

function writeWant(entry: Want, target: Uint8Array, at: number): number {
  const body = openField(target, at, WANT);
  const end = writeTextField(target, body, IDENTIFIER, entry.identifier);
  return closeField(target, body, writeUintField(target, end, NEXT_ID, entry.nextId));
}

function writeScope(scope: Scope, target: Uint8Array, at: number): number {
  if (scope.kind === 'listed') return writeUintField(target, at, LISTED_ONLY, 1);
  if (scope.kind === 'all') return at;
  const body = openField(target, at, RANGE);
  return closeField(target, body, writeRange(scope, target, body));
}
