import { BOUNDS } from './bounds.js';
import { PeersterError } from './errors.js';
import type { DropReason } from './events.js';
import type { Packet } from './packet.js';
import { utf8Length } from './text.js';

/** What makes a packet one that no node may send, whatever this node holds. */
export function faultOf(packet: Packet): DropReason | undefined {
  switch (packet.kind) {
    case 'rumor':
      if (packet.id < 1 || packet.id > BOUNDS.lastId) return 'bad-id';
      return isName(packet.origin) ? undefined : 'bad-name';
    case 'private':
    case 'dataRequest':
    case 'dataReply':
    case 'searchReply':
      return isName(packet.origin) && isName(packet.destination) ? undefined : 'bad-name';
    case 'searchRequest':
      return isName(packet.origin) ? undefined : 'bad-name';
    case 'simple':
    case 'status':
      return undefined;
  }
}

function isName(name: string): boolean {
  return name !== '' && utf8Length(name) <= BOUNDS.nameBytes;
}

/** Throws INVALID_TEXT or TEXT_TOO_LONG for a text that no message can carry. */
export function checkText(text: string): void {
  if (text === '') throw new PeersterError('INVALID_TEXT', 'a message needs a text: an empty one is a route rumor');
  const bytes = utf8Length(text);
  if (bytes > BOUNDS.textBytes) {
    throw new PeersterError('TEXT_TOO_LONG', `the text has ${bytes} bytes; ${BOUNDS.textBytes} is the most that fits a message`, {
      limit: String(BOUNDS.textBytes),
    });
  }
}
