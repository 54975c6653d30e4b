import type { Dialect } from '../../core/packet.js';

/** What stands in a field: a value, or the message of that name. */
type FieldKind = 'text' | 'uint32' | 'uint53' | 'bool' | 'bytes' | 'numbers' | MessageName;
export type MessageName =
  | 'GossipPacket'
  | 'SimpleMessage'
  | 'RumorMessage'
  | 'RumorBundle'
  | 'PeerStatus'
  | 'StatusPacket'
  | 'StatusRange'
  | 'PrivateMessage'
  | 'DataRequest'
  | 'DataReply'
  | 'SearchRequest'
  | 'SearchReply'
  | 'SearchResult';

export interface KnownField {
  readonly name: string;
  readonly kind: FieldKind;
}

type Fields = { readonly [number: number]: readonly [name: string, kind: FieldKind] };

const REQUEST: Fields = { 1: ['origin', 'text'], 2: ['destination', 'text'], 3: ['hop_limit', 'uint32'], 4: ['hash_value', 'bytes'] };

/** proto/peerster/v1/gossip.proto as a table; a test compares the two. */
export const SCHEMA: Readonly<Record<MessageName, Fields>> = {
  GossipPacket: {
    1: ['simple', 'SimpleMessage'],
    2: ['rumor', 'RumorMessage'],
    3: ['status', 'StatusPacket'],
    4: ['private', 'PrivateMessage'],
    5: ['data_request', 'DataRequest'],
    6: ['data_reply', 'DataReply'],
    7: ['search_request', 'SearchRequest'],
    8: ['search_reply', 'SearchReply'],
    16: ['bundle', 'RumorBundle'],
  },
  SimpleMessage: { 1: ['original_name', 'text'], 2: ['relay_peer_addr', 'text'], 3: ['contents', 'text'] },
  RumorMessage: { 1: ['origin', 'text'], 2: ['id', 'uint32'], 3: ['text', 'text'] },
  RumorBundle: { 1: ['rumors', 'RumorMessage'] },
  PeerStatus: { 1: ['identifier', 'text'], 2: ['next_id', 'uint32'] },
  StatusPacket: {
    1: ['want', 'PeerStatus'],
    2: ['route', 'text'],
    16: ['abilities', 'uint32'],
    17: ['range', 'StatusRange'],
    18: ['listed', 'bool'],
  },
  StatusRange: { 1: ['after', 'text'], 2: ['up_to', 'text'] },
  PrivateMessage: {
    1: ['origin', 'text'],
    2: ['id', 'uint32'],
    3: ['text', 'text'],
    4: ['destination', 'text'],
    5: ['hop_limit', 'uint32'],
  },
  DataRequest: { ...REQUEST, 16: ['more_hash_values', 'bytes'] },
  DataReply: { ...REQUEST, 5: ['data', 'bytes'] },
  SearchRequest: { 1: ['origin', 'text'], 2: ['budget', 'uint53'], 3: ['keywords', 'text'] },
  SearchReply: {
    1: ['origin', 'text'],
    2: ['destination', 'text'],
    3: ['hop_limit', 'uint32'],
    4: ['results', 'SearchResult'],
    16: ['trees', 'SearchResult'],
  },
  SearchResult: { 1: ['file_name', 'text'], 2: ['metafile_hash', 'bytes'], 3: ['chunk_map', 'numbers'], 4: ['chunk_count', 'uint53'] },
};

/** Reference nodes exchange text and destination of a PrivateMessage. */
const REFERENCE_PRIVATE: Fields = { ...SCHEMA.PrivateMessage, 3: ['destination', 'text'], 4: ['text', 'text'] };

export function knownField(message: MessageName, number: number, dialect: Dialect): KnownField | undefined {
  const fields = message === 'PrivateMessage' && dialect === 'reference' ? REFERENCE_PRIVATE : SCHEMA[message];
  const found = Object.hasOwn(fields, number) ? fields[number] : undefined;
  return found && { name: found[0], kind: found[1] };
}

export function isMessage(kind: FieldKind): kind is MessageName {
  return Object.hasOwn(SCHEMA, kind);
}
