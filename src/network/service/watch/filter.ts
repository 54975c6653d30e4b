import { toEventKinds } from '../../../control/event-messages.js';
import { PeersterError } from '../../../core/errors.js';
import type { EventKind } from '../../../core/events.js';
import { type NetworkEventFilter, NetworkEventKind } from '../../../gen/peerster/v1/network.js';
import type { Engine } from '../../engine/engine.js';
import { nodeNumber } from '../selection.js';
import type { Noted, NotedKind } from './noted.js';

const KINDS: Readonly<Record<NotedKind, NetworkEventKind>> = {
  packet: NetworkEventKind.NETWORK_EVENT_KIND_PACKET,
  accepted: NetworkEventKind.NETWORK_EVENT_KIND_ACCEPTED,
  node: NetworkEventKind.NETWORK_EVENT_KIND_NODE,
  link: NetworkEventKind.NETWORK_EVENT_KIND_LINK,
  fault: NetworkEventKind.NETWORK_EVENT_KIND_FAULT,
  trace: NetworkEventKind.NETWORK_EVENT_KIND_TRACE,
};

/** Which events a call is about. */
export interface Filter {
  readonly traced: ReadonlySet<EventKind>;
  /** Numbers; empty: all. */
  readonly nodes: ReadonlySet<number>;
  matches(noted: Noted): boolean;
}

/** Throws UNKNOWN_NODE, and INVALID_REQUEST for kinds that do not exist or contradict one another. */
export function toFilter(engine: Engine, filter: NetworkEventFilter | undefined): Filter {
  const nodes = new Set(filter?.nodes.map((name) => nodeNumber(engine, name)));
  const traced = new Set(filter === undefined || filter.traceKinds.length === 0 ? [] : toEventKinds(filter.traceKinds));
  const kinds = kindsOf(filter?.kinds ?? [], traced.size > 0);
  const origin = filter?.origin ?? '';
  const matches = (noted: Noted): boolean =>
    kinds.has(noted.kind) &&
    (noted.kind !== 'trace' || traced.has(noted.event.kind)) &&
    (nodes.size === 0 || concerns(noted, nodes)) &&
    (origin === '' || originOf(noted) === origin);
  return { traced, nodes, matches };
}

function kindsOf(asked: readonly NetworkEventKind[], isTraced: boolean): ReadonlySet<NotedKind> {
  const all = Object.keys(KINDS) as NotedKind[];
  if (asked.length === 0) return new Set(all.filter((kind) => kind !== 'trace' || isTraced));
  const kinds = asked.map((number) => {
    const kind = all.find((candidate) => KINDS[candidate] === number);
    if (kind === undefined) throw new PeersterError('INVALID_REQUEST', `filter.kinds: ${number} does not exist; see NetworkEventKind`);
    return kind;
  });
  if (kinds.includes('trace') !== isTraced)
    throw new PeersterError(
      'INVALID_REQUEST',
      'traces need both: NETWORK_EVENT_KIND_TRACE in filter.kinds (or no kinds) and their own kinds in filter.trace_kinds',
    );
  return new Set(kinds);
}

function concerns(noted: Noted, nodes: ReadonlySet<number>): boolean {
  if (noted.kind === 'fault') return false;
  if (nodes.has(noted.node)) return true;
  return (noted.kind === 'packet' && nodes.has(noted.to)) || (noted.kind === 'link' && nodes.has(noted.other));
}

function originOf(noted: Noted): string | undefined {
  if (noted.kind === 'accepted') return noted.origin;
  if (noted.kind !== 'trace') return undefined;
  const { event } = noted;
  return 'rumor' in event
    ? event.rumor.origin
    : 'message' in event
      ? 'origin' in event.message
        ? event.message.origin
        : event.message.originalName
      : undefined;
}
