import { PeersterError } from '../core/errors.js';
import type { PeerInfo } from '../core/node.js';
import { type AddPeerResponse, type ListPeersResponse, type Peer, PeerDialect, type RemovePeerResponse } from '../gen/peerster/v1/node.js';
import { toTimestamp } from './durations.js';
import { addressOf } from './messages.js';
import type { ReadRoom, Room } from './room.js';

/** Throws INVALID_ADDRESS and TOO_MANY_PEERS. The node's own address is no peer: nothing is added. */
export async function addPeer(room: Room, address: string): Promise<AddPeerResponse> {
  const peer = await room.control.resolve(address);
  const added = room.control.command((node) => node.addPeer(peer));
  return { peer: added === undefined ? undefined : toPeer(room, added) };
}

/** Throws INVALID_ADDRESS and UNKNOWN_PEER. */
export async function removePeer(room: Room, address: string): Promise<RemovePeerResponse> {
  const peer = await room.control.resolve(address);
  if (!room.control.command((node) => node.removePeer(peer)))
    throw new PeersterError('UNKNOWN_PEER', `${addressOf(peer)} is no peer of this node`, { address: addressOf(peer) });
  return {};
}

export function listPeers(room: ReadRoom): ListPeersResponse {
  return { peers: room.control.query((node) => node.listPeers()).map((info) => toPeer(room, info)) };
}

function toPeer(room: ReadRoom, { peer, configured, heardAt, dialect, abilities }: PeerInfo): Peer {
  return {
    address: addressOf(peer),
    configured,
    lastHeardTime: heardAt === undefined ? undefined : toTimestamp(room.wallTime(heardAt)),
    dialect: toDialect(dialect, abilities),
  };
}

function toDialect(dialect: PeerInfo['dialect'], abilities: number): PeerDialect {
  if (dialect === undefined) return PeerDialect.PEER_DIALECT_UNSPECIFIED;
  if (abilities !== 0) return PeerDialect.PEER_DIALECT_PEERSTER;
  return dialect === 'course' ? PeerDialect.PEER_DIALECT_COURSE : PeerDialect.PEER_DIALECT_REFERENCE;
}
