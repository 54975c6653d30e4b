import type { Peer } from '../../core/context.js';
import type { Match, NodeEvent } from '../../core/events.js';
import type { Packet, SearchReply } from '../../core/packet.js';

const EMPTY: readonly NodeEvent[] = [];

/** What a node did that sent a packet to `to`. `isFirst`: it is a rumor of its own that was not seen before. */
export function eventsOfDeparture(packet: Packet, name: string, to: Peer, isFirst: boolean): readonly NodeEvent[] {
  if (packet.kind === 'private' && packet.origin === name) return [{ kind: 'client', text: packet.text, destination: packet.destination }];
  if (packet.kind !== 'rumor') return EMPTY;
  const mongering: NodeEvent = { kind: 'mongering', rumor: packet, to };
  if (!isFirst || packet.text === '') return [mongering];
  return [{ kind: 'client', text: packet.text, destination: undefined }, mongering];
}

/** What happens at a node to which a packet comes. `isNew`: it is a rumor that had not come before. */
export function eventsOfArrival(packet: Packet, name: string, from: Peer, isNew: boolean): readonly NodeEvent[] {
  switch (packet.kind) {
    case 'rumor':
      return [{ kind: 'rumor', rumor: packet, from, isNew }];
    case 'status':
      return [{ kind: 'status', status: packet, from }];
    case 'simple':
      return [{ kind: 'simple', message: packet, from }];
    case 'private':
      return packet.destination === name ? [{ kind: 'private', message: packet, from }] : EMPTY;
    case 'searchReply':
      return packet.destination === name ? matchesOf(packet).map((match) => ({ kind: 'found', match })) : EMPTY;
    case 'dataRequest':
    case 'dataReply':
    case 'searchRequest':
      return EMPTY;
  }
}

function matchesOf({ origin, results, trees }: SearchReply): Match[] {
  return [...results, ...trees].map(({ fileName, metafileHash, chunkMap, chunkCount }) => ({
    fileName,
    metahash: hex(metafileHash),
    node: origin,
    // Those of reference nodes count from 0.
    chunks: chunkMap.includes(0) ? chunkMap.map((chunk) => chunk + 1) : chunkMap,
    chunkCount,
  }));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
