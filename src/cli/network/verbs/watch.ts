import { fromDuration, toDuration } from '../../../../clients/typescript/src/durations.js';
import {
  NetworkAggregate,
  NetworkEvent,
  NetworkEventKind,
  NodeChange,
  type WatchNetworkResponse,
} from '../../../gen/peerster/v1/network.js';
import { printable } from '../../../logging/lines.js';
import { UsageError } from '../../go-flags.js';
import { number } from '../spread-table.js';
import type { Target, VerbOptions } from './verb.js';
import { jsonLine, msOf } from './words.js';

export interface WatchOptions extends VerbOptions {
  readonly node?: string;
  readonly kind?: string;
  readonly fromStart?: boolean;
  readonly sums?: string;
}

const KINDS: Readonly<Record<string, NetworkEventKind>> = {
  packet: NetworkEventKind.NETWORK_EVENT_KIND_PACKET,
  accepted: NetworkEventKind.NETWORK_EVENT_KIND_ACCEPTED,
  node: NetworkEventKind.NETWORK_EVENT_KIND_NODE,
  link: NetworkEventKind.NETWORK_EVENT_KIND_LINK,
  fault: NetworkEventKind.NETWORK_EVENT_KIND_FAULT,
};

/** Follows what happens, a line each, until Ctrl-C or the network's end. */
export async function watch({ networks, network, options, io }: Target<WatchOptions>): Promise<void> {
  const { node, kind, fromStart, sums, json } = options;
  const signal = io.stopSignal();
  const filter = { nodes: node?.split(',') ?? [], kinds: kind?.split(',').map(kindOf) ?? [] };
  const stream = networks.watchNetwork(
    {
      network,
      filter,
      ...(fromStart && { start: { $case: 'beginning', value: true } as const }),
      ...(sums !== undefined && { aggregateInterval: toDuration(msOf(sums, '--sums')) }),
    },
    { signal },
  );
  try {
    for await (const response of stream) {
      if (response.item?.$case === 'subscribed') io.err(`peerster network watch: watching ${options.address}\n`);
      io.out((json ? jsonLines : lines)(response).join(''));
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function kindOf(name: string): NetworkEventKind {
  const kind = KINDS[name];
  if (kind === undefined) throw new UsageError(`--kind is "${name}"; there are ${Object.keys(KINDS).join(', ')}`);
  return kind;
}

function jsonLines({ item }: WatchNetworkResponse): string[] {
  if (item?.$case === 'events') return item.value.events.map((event) => jsonLine(NetworkEvent.toJSON(event)));
  if (item?.$case === 'aggregate') return [jsonLine(NetworkAggregate.toJSON(item.value))];
  return item?.$case === 'missed' ? [jsonLine({ missed: String(item.value) })] : [];
}

function lines({ item }: WatchNetworkResponse): string[] {
  if (item?.$case === 'events') return item.value.events.map((event) => `${at(event.time)}  ${printable(inWords(event))}\n`);
  if (item?.$case === 'aggregate') return [`${at(item.value.end)}  ${sumsInWords(item.value)}\n`];
  return item?.$case === 'missed' ? [`${' '.repeat(11)}  ${item.value} events came too fast\n`] : [];
}

function at(time: NetworkEvent['time']): string {
  return `${number(Math.round(fromDuration(time)))} ms`.padStart(11);
}

function inWords({ node, what }: NetworkEvent): string {
  switch (what?.$case) {
    case 'packet': {
      const { to, kind, bytes, lost, delay } = what.value;
      return `${node} → ${to}  ${kind}, ${bytes} bytes, ${lost ? 'lost' : `${Math.round(fromDuration(delay))} ms`}`;
    }
    case 'accepted':
      return `${node} holds rumor ${what.value.id} of ${what.value.origin}${what.value.from === '' ? '' : `, from ${what.value.from}`}`;
    case 'change':
      return `${node} ${NodeChange[what.value].replace('NODE_CHANGE_', '').toLowerCase()}`;
    case 'link':
      return `${node} and ${what.value.other} ${what.value.up ? 'linked' : 'unlinked'}`;
    case 'fault':
      return `fault ${what.value.id} ${what.value.inForce ? 'begins' : 'ends'}`;
    case 'trace':
    case undefined:
      return node;
  }
}

function sumsInWords({ packets, published, deliveries, lost, nodesUp }: NetworkAggregate): string {
  const sent = packets.map(({ kind, packets: count }) => `${number(Number(count))} ${kind}`).join(', ');
  return `${sent || 'nothing'} sent, ${number(Number(lost))} lost, ${published} published, ${number(Number(deliveries))} deliveries, ${number(nodesUp)} up`;
}
