import type { Peer } from '../../core/context.js';
import type { DropReason } from '../../core/events.js';
import type { Packet } from '../../core/packet.js';
import { COUNTED_AS } from '../../wire/counters.js';
import type { NodeRecord } from './node-record.js';
import { Texts } from './texts.js';
import type { Sighting, Witness } from './witness.js';

export interface ChronicleOptions {
  /** By number; those of nodes that are gone too. */
  readonly names: readonly string[];
  /** By which node `seenBy` knows node `of`; undefined where they are not linked. Always the same object for the same address. */
  readonly addressOf: (of: number, seenBy: number) => Peer | undefined;
}

/** Keeps the records of nodes that tell nothing of themselves. To be shown what the relay carries before anybody who tells it what is accepted. */
export class Chronicle implements Witness {
  private readonly records = new Map<number, NodeRecord>();
  private readonly texts = new Texts();

  constructor(private readonly options: ChronicleOptions) {}

  /** A life of the node begins. */
  open(node: number, record: NodeRecord): void {
    this.records.set(node, record);
  }

  /** As a tap is told. */
  accepted(at: number, node: number, origin: string, id: number, from: number): void {
    const record = this.records.get(node);
    if (record === undefined) return;
    const relay = from < 0 ? undefined : this.options.addressOf(from, node);
    record.accept(origin, id, this.texts.of(origin, id), relay, at);
    record.changed();
  }

  left(packet: Packet, { at, from, bytes }: Sighting): void {
    if (packet.kind === 'rumor') this.texts.note(packet);
    const record = this.records.get(from);
    if (record === undefined) return;
    record.counters.countOut(COUNTED_AS[packet.kind], bytes.length);
    if (packet.kind === 'private' && packet.origin === this.options.names[from]) record.acceptPrivate(packet, undefined, at);
    record.changed();
  }

  arrived(packet: Packet, { at, from, to, bytes }: Sighting): void {
    if (packet.kind === 'rumor') this.texts.note(packet);
    const record = this.records.get(to);
    const relay = this.options.addressOf(from, to);
    if (record === undefined || relay === undefined) return;
    record.counters.countIn(COUNTED_AS[packet.kind], bytes.length);
    record.hear(relay, at);
    if (packet.kind === 'private' && packet.destination === this.options.names[to]) record.acceptPrivate(packet, relay, at);
    if (packet.kind === 'searchReply' && packet.destination === this.options.names[to]) record.found(packet);
    if (packet.kind === 'simple' && record.simple && packet.originalName !== this.options.names[to]) record.acceptSimple(packet, relay, at);
    record.changed();
  }

  unreadableArrived(reason: DropReason, { to }: Sighting): void {
    this.records.get(to)?.counters.countDrop(reason);
  }
}
