import type { Peer } from '../../core/context.js';
import type { DropReason, EventKind, NodeEvent } from '../../core/events.js';
import type { Packet } from '../../core/packet.js';
import { eventsOfArrival, eventsOfDeparture } from './events.js';
import { type Known, Seen } from './seen.js';
import type { Sighting, Witness } from './witness.js';

/** Who is told what traffic shows. Times are ms of the network's time. */
export interface SightOptions {
  /** By number; those of nodes that are gone too. */
  readonly names: readonly string[];
  /** By which node `seenBy` knows node `of`; undefined where they are not linked. */
  readonly addressOf: (of: number, seenBy: number) => Peer | undefined;
  /** Whether a node has shown that it is a reference node. */
  readonly isReference: (node: number) => boolean;
  /** As a tap is told; `at`: when it came. Of each node and origin in the order of the ids. */
  readonly onAccepted: (at: number, node: number, origin: string, id: number, from: number) => void;
  readonly onEvent: (at: number, node: number, event: NodeEvent) => void;
}

/** In the place of a peer that is no neighbour any more. */
const NOBODY: Peer = { host: '', port: 0 };

/**
 * What is known of nodes that tell nothing of themselves, by all that goes to them and comes from them. It makes of it what the nodes of
 * this program tell: what each has accepted, and the events of its trace that traffic shows. No coin and no IN SYNC can be seen.
 */
export class Sight implements Witness {
  private readonly nodes = new Map<number, Seen>();
  private wanted: ReadonlySet<EventKind> = new Set();

  constructor(private readonly options: SightOptions) {}

  /** A life of the node begins: from now on it is looked at, and what was known of it is forgotten. */
  observe(node: number): Known {
    const { names, onAccepted } = this.options;
    const seen = new Seen(names[node] as string, (origin, { id, at, from }) => onAccepted(at, node, origin, id, from));
    this.nodes.set(node, seen);
    return seen;
  }

  /** Events of these kinds are wanted, and no others. */
  want(kinds: ReadonlySet<EventKind>): void {
    this.wanted = kinds;
  }

  left(packet: Packet, { at, from, to }: Sighting): void {
    const seen = this.nodes.get(from);
    if (seen === undefined) return;
    if (packet.kind === 'status' && !isAcknowledgement(packet)) seen.said(packet, at);
    const isFirst = packet.kind === 'rumor' && this.isKept(packet.origin, packet.text, from) && seen.sent(packet, at);
    if (this.wanted.size > 0) this.tell(at, from, eventsOfDeparture(packet, this.nameOf(from), this.peer(to, from), isFirst));
  }

  arrived(packet: Packet, { at, from, to }: Sighting): void {
    const seen = this.nodes.get(to);
    if (seen === undefined) return;
    const isNew = packet.kind === 'rumor' && !seen.hasCome(packet);
    if (packet.kind === 'rumor' && this.isKept(packet.origin, packet.text, from)) seen.received(packet, at, from);
    if (this.wanted.size > 0) this.tell(at, to, eventsOfArrival(packet, this.nameOf(to), this.peer(from, to), isNew));
  }

  unreadableArrived(reason: DropReason, { at, from, to, bytes }: Sighting): void {
    if (this.nodes.has(to)) this.tell(at, to, [{ kind: 'dropped', reason, from: this.peer(from, to), bytes: bytes.length }]);
  }

  /** The route rumor of a reference node does not use up its id, and nobody is to keep it. */
  private isKept(origin: string, text: string, sender: number): boolean {
    const { isReference, names } = this.options;
    return text !== '' || !(isReference(sender) || isReference(names.indexOf(origin)));
  }

  private tell(at: number, node: number, events: readonly NodeEvent[]): void {
    for (const event of events) if (this.wanted.has(event.kind)) this.options.onEvent(at, node, event);
  }

  private nameOf(node: number): string {
    return this.options.names[node] as string;
  }

  private peer(of: number, seenBy: number): Peer {
    return this.options.addressOf(of, seenBy) ?? NOBODY;
  }
}

/** A Status of a reference node that acknowledges a route rumor is no vector. */
function isAcknowledgement({ route }: { readonly route: string | undefined }): boolean {
  return route !== undefined && route !== '';
}
