import type { Dialect, Packet } from '../../../src/core/packet.js';
import { GossipPacket, type StatusPacket } from '../../../src/gen/peerster/v1/gossip.js';
import type { Bundle } from '../../../src/wire/codec.js';

/** The same packet as the generated code has it. It knows the course's form only, so the two fields are exchanged here. */
export function generatedOf(packet: Packet | Bundle, dialect: Dialect): GossipPacket {
  const empty = GossipPacket.fromPartial({});
  switch (packet.kind) {
    case 'simple':
    case 'dataReply':
      return { ...empty, [packet.kind]: without(packet) };
    case 'dataRequest': {
      const { more, ...fields } = without(packet);
      return { ...empty, dataRequest: { ...fields, moreHashValues: [...more] } };
    }
    case 'rumor':
      return { ...empty, rumor: { origin: packet.origin, id: packet.id, text: packet.text } };
    case 'status':
      return { ...empty, status: statusOf(packet) };
    case 'private':
      return {
        ...empty,
        private: dialect === 'course' ? without(packet) : { ...without(packet), text: packet.destination, destination: packet.text },
      };
    case 'searchRequest':
      return { ...empty, searchRequest: { origin: packet.origin, budget: BigInt(packet.budget), keywords: [...packet.keywords] } };
    case 'searchReply':
      return { ...empty, searchReply: { ...without(packet), results: packet.results.map(resultOf), trees: packet.trees.map(resultOf) } };
    case 'bundle':
    default:
      return { ...empty, bundle: { rumors: packet.rumors.map(({ origin, id, text }) => ({ origin, id, text })) } };
  }
}

function without<T extends { readonly kind: string }>(packet: T): Omit<T, 'kind'> {
  const { kind: _, ...fields } = packet;
  return fields;
}

function statusOf(packet: Extract<Packet, { kind: 'status' }>): StatusPacket {
  const { scope } = packet;
  return {
    want: packet.want.map(({ identifier, nextId }) => ({ identifier, nextId })),
    route: packet.route,
    abilities: packet.abilities === 0 ? undefined : packet.abilities,
    range: scope.kind === 'range' ? { after: scope.after, upTo: scope.upTo } : undefined,
    listed: scope.kind === 'listed' ? true : undefined,
  };
}

function resultOf(result: Extract<Packet, { kind: 'searchReply' }>['results'][number]) {
  const { fileName, metafileHash } = result;
  return { fileName, metafileHash, chunkMap: result.chunkMap.map(BigInt), chunkCount: BigInt(result.chunkCount) };
}
