import { searchResult, type SearchResult } from '../../core/packet.js';
import type { Reader } from '../reader.js';
import {
  bytesFieldSize,
  closeField,
  openField,
  textFieldSize,
  uintFieldSize,
  varintSize,
  writeBytesField,
  writeTextField,
  writeUintField,
  writeVarint,
} from '../writer.js';

const FILE_NAME = 0x0a;
const METAFILE_HASH = 0x12;
const CHUNK_MAP = 0x1a;
const CHUNK_MAP_UNPACKED = 0x18;
const CHUNK_COUNT = 0x20;
const KNOWN = 0b1_1110;

const NOTHING: Uint8Array = new Uint8Array(0);

/** A chunk map may come packed, in one piece or several, or one number to a field; it is written packed, even when empty, as the Go codec does. */
export function readSearchResult(reader: Reader): SearchResult {
  const outer = reader.enter();
  let fileName = '';
  let metafileHash: Uint8Array = NOTHING;
  const chunkMap: number[] = [];
  let chunkCount = 0;
  while (reader.at < reader.end) {
    const tag = reader.tag();
    if (tag === FILE_NAME) fileName = reader.text();
    else if (tag === METAFILE_HASH) metafileHash = reader.copy();
    else if (tag === CHUNK_MAP) readPacked(reader, chunkMap);
    else if (tag === CHUNK_MAP_UNPACKED) chunkMap.push(reader.uint53());
    else if (tag === CHUNK_COUNT) chunkCount = reader.uint53();
    else reader.skip(tag, KNOWN);
  }
  reader.leave(outer);
  return searchResult(fileName, metafileHash, chunkMap, chunkCount);
}

function readPacked(reader: Reader, into: number[]): void {
  const outer = reader.enter();
  while (reader.at < reader.end) into.push(reader.uint53());
  reader.leave(outer);
}

function packedSize(numbers: readonly number[]): number {
  let size = 0;
  for (const number of numbers) size += varintSize(number);
  return size;
}

export function searchResultSize(result: SearchResult): number {
  const named = textFieldSize(result.fileName) + bytesFieldSize(result.metafileHash.length);
  return named + bytesFieldSize(packedSize(result.chunkMap)) + uintFieldSize(result.chunkCount);
}

export function writeSearchResult(result: SearchResult, target: Uint8Array, at: number): number {
  let end = writeTextField(target, at, FILE_NAME, result.fileName);
  end = writeBytesField(target, end, METAFILE_HASH, result.metafileHash);
  end = writePacked(result.chunkMap, target, end);
  return writeUintField(target, end, CHUNK_COUNT, result.chunkCount);
}

function writePacked(chunkMap: readonly number[], target: Uint8Array, at: number): number {
  const body = openField(target, at, CHUNK_MAP);
  let end = body;
  for (const chunk of chunkMap) end = writeVarint(target, end, chunk);
  return closeField(target, body, end);
}
