import { dataReply, type DataReply, dataRequest, type DataRequest } from '../../core/packet.js';
import type { Reader } from '../reader.js';
import { bytesFieldSize, textFieldSize, uintFieldSize, writeBytesField, writeTextField, writeUintField } from '../writer.js';

const ORIGIN = 0x0a;
const DESTINATION = 0x12;
const HOP_LIMIT = 0x18;
const HASH_VALUE = 0x22;
const DATA = 0x2a;
/** The extension: field 16, in a two-byte tag. */
const MORE_HASH_VALUES = 0x82;
const REQUEST_KNOWN = (1 << 16) | 0b1_1110;
const REPLY_KNOWN = 0b11_1110;

const NOTHING: Uint8Array = new Uint8Array(0);

export function readDataRequest(reader: Reader): DataRequest {
  let origin = '';
  let destination = '';
  let hopLimit = 0;
  let hashValue: Uint8Array = NOTHING;
  let more: Uint8Array[] | undefined;
  while (reader.at < reader.end) {
    const tag = reader.tag();
    if (tag === ORIGIN) origin = reader.name();
    else if (tag === DESTINATION) destination = reader.name();
    else if (tag === HOP_LIMIT) hopLimit = reader.uint32();
    else if (tag === HASH_VALUE) hashValue = reader.copy();
    else if (tag === MORE_HASH_VALUES) (more ??= []).push(reader.copy());
    else reader.skip(tag, REQUEST_KNOWN);
  }
  return dataRequest(origin, destination, hopLimit, hashValue, more);
}

export function readDataReply(reader: Reader): DataReply {
  let origin = '';
  let destination = '';
  let hopLimit = 0;
  let hashValue: Uint8Array = NOTHING;
  let data: Uint8Array = NOTHING;
  while (reader.at < reader.end) {
    const tag = reader.tag();
    if (tag === ORIGIN) origin = reader.name();
    else if (tag === DESTINATION) destination = reader.name();
    else if (tag === HOP_LIMIT) hopLimit = reader.uint32();
    else if (tag === HASH_VALUE) hashValue = reader.copy();
    else if (tag === DATA) data = reader.view();
    else reader.skip(tag, REPLY_KNOWN);
  }
  return dataReply(origin, destination, hopLimit, hashValue, data);
}

export function dataRequestSize(message: DataRequest): number {
  let size = commonSize(message);
  for (const hash of message.more) size += 1 + bytesFieldSize(hash.length);
  return size;
}

function commonSize(message: DataRequest | DataReply): number {
  const names = textFieldSize(message.origin) + textFieldSize(message.destination);
  return names + uintFieldSize(message.hopLimit) + bytesFieldSize(message.hashValue.length);
}

export function dataReplySize(message: DataReply): number {
  return commonSize(message) + bytesFieldSize(message.data.length);
}

export function writeDataRequest(message: DataRequest, target: Uint8Array, at: number): number {
  let end = writeCommon(message, target, at);
  for (const hash of message.more) end = writeBytesField(target, end, MORE_HASH_VALUES, hash);
  return end;
}

/** What a request and a reply have in common. */
function writeCommon(message: DataRequest | DataReply, target: Uint8Array, at: number): number {
  let end = writeTextField(target, at, ORIGIN, message.origin);
  end = writeTextField(target, end, DESTINATION, message.destination);
  end = writeUintField(target, end, HOP_LIMIT, message.hopLimit);
  return writeBytesField(target, end, HASH_VALUE, message.hashValue);
}

export function writeDataReply(message: DataReply, target: Uint8Array, at: number): number {
  return writeBytesField(target, writeCommon(message, target, at), DATA, message.data);
}
