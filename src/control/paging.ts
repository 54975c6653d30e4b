import { BOUNDS } from '../core/bounds.js';
import { PeersterError } from '../core/errors.js';
import type { ListMessagesRequest, ListMessagesResponse, Message } from '../gen/peerster/v1/node.js';
import { isWanted, roughBytes, toMessage, toWanted } from './messages.js';
import { toPosition, within } from './positions.js';
import type { ReadRoom } from './room.js';

const DEFAULT_PAGE = 100;

/** Entries looked at for one page: a filter that matches little gives short pages, not a busy node. */
const SCAN = 65_536;

export function listMessages(room: ReadRoom, request: ListMessagesRequest): ListMessagesResponse {
  const { log, incarnation } = room;
  const wanted = toWanted(request.filter);
  const size = pageSize(request.pageSize);
  const start = request.pageToken === '' ? log.oldest : within(readToken(request.pageToken, room), log);
  const messages: Message[] = [];
  let bytes = 0;
  let position = log.seek(start, wanted.kind);
  for (let looked = 0; position < log.end && looked < SCAN && messages.length < size && bytes < BOUNDS.pageBytes; looked++) {
    const entry = log.at(position);
    if (isWanted(entry, wanted)) {
      messages.push(toMessage(entry, position, room.wallTime));
      bytes += roughBytes(entry);
    }
    position = log.seek(position + 1, wanted.kind);
  }
  const nextPageToken = position < log.end ? writeToken(incarnation, position) : '';
  return { messages, nextPageToken, readTo: toPosition(incarnation, position) };
}

function pageSize(asked: number): number {
  if (asked < 0)
    throw new PeersterError('INVALID_REQUEST', `page_size is ${asked}; it must be 0 (${DEFAULT_PAGE}) to ${BOUNDS.pageMessages}`);
  return asked === 0 ? DEFAULT_PAGE : Math.min(asked, BOUNDS.pageMessages);
}

function writeToken(incarnation: string, position: number): string {
  return Buffer.from(`${position} ${incarnation}`).toString('base64url');
}

/** The position in a token of ours. A token of an earlier run of the node has none in this log. */
function readToken(token: string, room: ReadRoom): bigint {
  const match = /^(\d{1,15}) (.*)$/s.exec(Buffer.from(token, 'base64url').toString());
  if (match === null) throw new PeersterError('INVALID_REQUEST', 'page_token is not one that this service gave; leave it empty to begin');
  const [, position = '0', incarnation] = match;
  if (incarnation !== room.incarnation) {
    throw new PeersterError('POSITION_GONE', 'page_token is of an earlier run of the node; begin again with an empty one', {
      oldest: String(room.log.oldest),
    });
  }
  return BigInt(position);
}
