import type { Peer } from '../context.js';
import type { DropReason } from '../events.js';
import type { DataReply, DataRequest } from '../packet.js';

/** Sends what is for one node on its way: the neighbour that it went to, or why it was not sent. */
export interface Way {
  send(packet: DataRequest | DataReply): Peer | DropReason;
}
