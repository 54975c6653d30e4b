import type { Dialect, Packet, SearchResult, Want } from '../../../src/core/packet.js';
import type { Bundle } from '../../../src/wire/codec.js';
import { toHex } from './hex.js';
import type { GoValue } from './go-codec.js';

/** The struct of a Go node that holds the same packet, as the vectors write it. */
export function goValueOf(packet: Packet | Bundle, dialect: Dialect): GoValue {
  switch (packet.kind) {
    case 'simple':
      return { Simple: { OriginalName: packet.originalName, RelayPeerAddr: packet.relayPeerAddr, Contents: packet.contents } };
    case 'rumor':
      return { Rumor: { Origin: packet.origin, ID: packet.id, Text: packet.text } };
    case 'status':
      return { Status: { Want: wants(packet.want), ...(dialect === 'reference' ? { Route: packet.route ?? '' } : {}) } };
    case 'private':
      return {
        Private: {
          Origin: packet.origin,
          ID: packet.id,
          Text: packet.text,
          Destination: packet.destination,
          HopLimit: packet.hopLimit,
        },
      };
    case 'dataRequest':
      return { DataRequest: { ...addressed(packet), HashValue: hex(packet.hashValue) } };
    case 'dataReply':
      return { DataReply: { ...addressed(packet), HashValue: hex(packet.hashValue), Data: hex(packet.data) } };
    case 'searchRequest':
      return { SearchRequest: { Origin: packet.origin, Budget: packet.budget, Keywords: [...packet.keywords] } };
    case 'searchReply':
      return { SearchReply: { ...addressed(packet), Results: packet.results.length === 0 ? null : packet.results.map(result) } };
    case 'bundle':
    default:
      return {};
  }
}

function wants(want: readonly Want[]): GoValue[] | null {
  return want.length === 0 ? null : want.map((entry) => ({ Identifier: entry.identifier, NextID: entry.nextId }));
}

function addressed(packet: { readonly origin: string; readonly destination: string; readonly hopLimit: number }): GoValue {
  return { Origin: packet.origin, Destination: packet.destination, HopLimit: packet.hopLimit };
}

function result(found: SearchResult): GoValue {
  return {
    FileName: found.fileName,
    MetafileHash: hex(found.metafileHash),
    ChunkMap: [...found.chunkMap],
    ChunkCount: found.chunkCount,
  };
}

function hex(bytes: Uint8Array): string {
  return `hex:${toHex(bytes)}`;
}
