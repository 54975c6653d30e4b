import { searchReply, type SearchReply, searchRequest, type SearchRequest, type SearchResult } from '../../core/packet.js';
import type { Reader } from '../reader.js';
import { bytesFieldSize, closeField, openField, textFieldSize, uintFieldSize, writeTextField, writeUintField } from '../writer.js';
import { readSearchResult, searchResultSize, writeSearchResult } from './search-result.js';

const ORIGIN = 0x0a;
const BUDGET = 0x10;
const KEYWORDS = 0x1a;
const DESTINATION = 0x12;
const HOP_LIMIT = 0x18;
const RESULTS = 0x22;
/** The extension: field 16, in a two-byte tag. */
const TREES = 0x82;
const REQUEST_KNOWN = 0b1110;
const REPLY_KNOWN = (1 << 16) | 0b1_1110;

export function readSearchRequest(reader: Reader): SearchRequest {
  let origin = '';
  let budget = 0;
  const keywords: string[] = [];
  while (reader.at < reader.end) {
    const tag = reader.tag();
    if (tag === ORIGIN) origin = reader.name();
    else if (tag === BUDGET) budget = reader.uint53();
    else if (tag === KEYWORDS) keywords.push(reader.text());
    else reader.skip(tag, REQUEST_KNOWN);
  }
  return searchRequest(origin, budget, keywords);
}

export function searchRequestSize(message: SearchRequest): number {
  let size = textFieldSize(message.origin) + uintFieldSize(message.budget);
  for (const keyword of message.keywords) size += textFieldSize(keyword);
  return size;
}

export function writeSearchRequest(message: SearchRequest, target: Uint8Array, at: number): number {
  let end = writeTextField(target, at, ORIGIN, message.origin);
  end = writeUintField(target, end, BUDGET, message.budget);
  for (const keyword of message.keywords) end = writeTextField(target, end, KEYWORDS, keyword);
  return end;
}

export function readSearchReply(reader: Reader): SearchReply {
  let origin = '';
  let destination = '';
  let hopLimit = 0;
  const results: SearchResult[] = [];
  const trees: SearchResult[] = [];
  while (reader.at < reader.end) {
    const tag = reader.tag();
    if (tag === ORIGIN) origin = reader.name();
    else if (tag === DESTINATION) destination = reader.name();
    else if (tag === HOP_LIMIT) hopLimit = reader.uint32();
    else if (tag === RESULTS) results.push(readSearchResult(reader));
    else if (tag === TREES) trees.push(readSearchResult(reader));
    else reader.skip(tag, REPLY_KNOWN);
  }
  return searchReply(origin, destination, hopLimit, results, trees);
}

export function searchReplySize(message: SearchReply): number {
  let size = textFieldSize(message.origin) + textFieldSize(message.destination) + uintFieldSize(message.hopLimit);
  for (const result of message.results) size += bytesFieldSize(searchResultSize(result));
  for (const tree of message.trees) size += 1 + bytesFieldSize(searchResultSize(tree));
  return size;
}

export function writeSearchReply(message: SearchReply, target: Uint8Array, at: number): number {
  let end = writeTextField(target, at, ORIGIN, message.origin);
  end = writeTextField(target, end, DESTINATION, message.destination);
  end = writeUintField(target, end, HOP_LIMIT, message.hopLimit);
  for (const result of message.results) end = writeResult(target, end, RESULTS, result);
  for (const tree of message.trees) end = writeResult(target, end, TREES, tree);
  return end;
}

function writeResult(target: Uint8Array, at: number, tag: number, result: SearchResult): number {
  const body = openField(target, at, tag);
  return closeField(target, body, writeSearchResult(result, target, body));
}
