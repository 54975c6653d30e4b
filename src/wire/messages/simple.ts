import { simple, type Simple } from '../../core/packet.js';
import type { Reader } from '../reader.js';
import { textFieldSize, writeTextField } from '../writer.js';

const ORIGINAL_NAME = 0x0a;
const RELAY_PEER_ADDR = 0x12;
const CONTENTS = 0x1a;
const KNOWN = 0b1110;

export function readSimple(reader: Reader): Simple {
  let originalName = '';
  let relayPeerAddr = '';
  let contents = '';
  while (reader.at < reader.end) {
    const tag = reader.tag();
    if (tag === ORIGINAL_NAME) originalName = reader.name();
    else if (tag === RELAY_PEER_ADDR) relayPeerAddr = reader.name();
    else if (tag === CONTENTS) contents = reader.text();
    else reader.skip(tag, KNOWN);
  }
  return simple(originalName, relayPeerAddr, contents);
}

export function simpleSize(message: Simple): number {
  return textFieldSize(message.originalName) + textFieldSize(message.relayPeerAddr) + textFieldSize(message.contents);
}

export function writeSimple(message: Simple, target: Uint8Array, at: number): number {
  let end = writeTextField(target, at, ORIGINAL_NAME, message.originalName);
  end = writeTextField(target, end, RELAY_PEER_ADDR, message.relayPeerAddr);
  return writeTextField(target, end, CONTENTS, message.contents);
}
