import { CONSTANTS, SETTING_NAMES, type Settings } from '../core/settings.js';
import { DROP_REASONS } from '../core/events.js';
import { type Counters, type GetNodeResponse, NodeMode, type PacketCount, type Setting } from '../gen/peerster/v1/node.js';
import { COUNTED_KINDS, type PacketCounters } from '../wire/counters.js';
import { toTimestamp } from './durations.js';
import { toPosition } from './positions.js';
import type { ReadRoom, Room } from './room.js';

export function describeNode(room: Room): GetNodeResponse {
  const { control, incarnation, log, version } = room;
  const { simple, settings } = control.query((node) => node);
  return {
    ...names(room),
    version,
    mode: simple ? NodeMode.NODE_MODE_SIMPLE : NodeMode.NODE_MODE_GOSSIP,
    settings: describeSettings(settings),
    startTime: toTimestamp(control.facts.startTime),
    counters: countersOf(room.control.counters, room.control.sendErrors, room.control.receiveBufferErrors()),
    end: toPosition(incarnation, log.end),
    oldest: toPosition(incarnation, log.oldest),
  };
}

export function describeSettings(settings: Settings): Setting[] {
  return SETTING_NAMES.map((name) => ({ name, value: settings[name], unit: CONSTANTS[name].unit }));
}

/** Who a node is. */
export function names({ control: { facts } }: ReadRoom): Pick<GetNodeResponse, 'name' | 'incarnation' | 'gossipAddress' | 'uiAddress'> {
  return { name: facts.name, incarnation: facts.incarnation, gossipAddress: facts.gossipAddress, uiAddress: facts.uiAddress };
}

/** `lost`: in the receive buffers of the machine. */
export function countersOf(counters: PacketCounters, sendErrors: number, lost: number | undefined): Counters {
  return {
    packets: packetCounts(counters),
    drops: DROP_REASONS.map((reason) => ({ reason, count: BigInt(counters.drops[reason]) })).filter(({ count }) => count > 0n),
    sendErrors: BigInt(sendErrors),
    receiveBufferErrors: lost === undefined ? undefined : BigInt(lost),
  };
}

function packetCounts(counters: PacketCounters): PacketCount[] {
  return COUNTED_KINDS.map((kind) => ({ kind, tally: counters.byKind[kind] }))
    .filter(({ tally }) => tally.packetsIn > 0 || tally.packetsOut > 0)
    .map(({ kind, tally }) => ({
      kind,
      packetsIn: BigInt(tally.packetsIn),
      bytesIn: BigInt(tally.bytesIn),
      packetsOut: BigInt(tally.packetsOut),
      bytesOut: BigInt(tally.bytesOut),
    }));
}
