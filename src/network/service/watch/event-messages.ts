import { toDuration } from '../../../control/durations.js';
import { toEvent } from '../../../control/event-messages.js';
import { type NetworkEvent, NodeChange as ApiChange } from '../../../gen/peerster/v1/network.js';
import type { Engine } from '../../engine/engine.js';
import type { NodeChange } from '../../engine/tap.js';
import { DROP } from '../../links/rule.js';
import type { Noted } from './noted.js';

const CHANGES: Readonly<Record<NodeChange, ApiChange>> = {
  added: ApiChange.NODE_CHANGE_ADDED,
  crashed: ApiChange.NODE_CHANGE_CRASHED,
  restarted: ApiChange.NODE_CHANGE_RESTARTED,
  reborn: ApiChange.NODE_CHANGE_REBORN,
  paused: ApiChange.NODE_CHANGE_PAUSED,
  resumed: ApiChange.NODE_CHANGE_RESUMED,
  removed: ApiChange.NODE_CHANGE_REMOVED,
};

/** What happened, as the API tells it: with names for numbers. */
export function toNetworkEvent(noted: Noted, position: number, engine: Engine): NetworkEvent {
  const node = noted.kind === 'fault' ? '' : nameOf(engine, noted.node);
  return { position: BigInt(position), time: toDuration(noted.at), node, what: whatOf(noted, engine) };
}

function whatOf(noted: Noted, engine: Engine): NetworkEvent['what'] {
  switch (noted.kind) {
    case 'packet':
      return { $case: 'packet', value: packetOf(noted, engine) };
    case 'accepted': {
      const { origin, id, from } = noted;
      return { $case: 'accepted', value: { origin, id, from: nameOf(engine, from) } };
    }
    case 'node':
      return { $case: 'change', value: CHANGES[noted.change] };
    case 'link':
      return { $case: 'link', value: { other: nameOf(engine, noted.other), up: noted.isUp } };
    case 'fault':
      return { $case: 'fault', value: { id: noted.id, inForce: noted.inForce } };
    case 'trace':
      return { $case: 'trace', value: toEvent(noted.event, engine.time.wall(noted.at)) };
  }
}

type PacketMessage = Extract<NetworkEvent['what'], { $case: 'packet' }>['value'];

function packetOf({ to, packet, bytes, delay }: Extract<Noted, { kind: 'packet' }>, engine: Engine): PacketMessage {
  const lost = delay === DROP;
  return { to: nameOf(engine, to), kind: packet, bytes, lost, delay: lost ? undefined : toDuration(delay) };
}

/** Empty for a number of nobody. */
function nameOf(engine: Engine, node: number): string {
  return engine.names[node] ?? '';
}
