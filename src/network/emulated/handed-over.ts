import type { Outbox, Peer } from '../../core/context.js';
import type { EventKind, NodeEvent } from '../../core/events.js';
import { Node } from '../../core/node.js';
import { Ability, type Packet, type Rumor } from '../../core/packet.js';
import { type Bundle, decode, encode, rumorSizeInBundle, sizeOf } from '../../wire/codec.js';
import { COUNTED_AS } from '../../wire/counters.js';
import { isOfFiles } from '../../wire/departures.js';
import type { Birth, Carrier, Ground, Parcel } from './carrier.js';

/**
 * Packets are handed over as the immutable objects that they are. What shares a datagram on the wire shares a parcel here, so that
 * packets and bytes are those of the wire.
 */
export class HandedOver implements Carrier, Outbox {
  readonly nodes: Node[] = [];
  /** What leaves with the end of the turn; shortening the lists each time would cost more than filling them. */
  private readonly packets: Packet[] = [];
  private readonly peers: Peer[] = [];
  private leaving = 0;
  /** A rumor is one object in all the network: the last one's size serves for long. */
  private sized: Packet | Bundle | undefined;
  private size = 0;
  private bundleBytes = 0;

  constructor(private readonly ground: Ground) {}

  settle(index: number, birth: Birth): void {
    this.bundleBytes = birth.settings.bundleBytes;
    const node = new Node(Object.assign(birth, { outbox: this }));
    this.nodes[index] = node;
    this.endTurn(node);
  }

  deliver(index: number, parcel: Parcel, from: Peer, now: number): void {
    const node = this.nodes[index] as Node;
    const packet = parcel instanceof Uint8Array ? this.read(parcel, from, node) : parcel;
    if (packet === undefined) return;
    node.at(now);
    if (packet.kind === 'bundle') for (const rumor of packet.rumors) node.receive(rumor, from);
    else node.receive(packet, from);
    this.endTurn(node);
  }

  wake(index: number, now: number): void {
    const node = this.nodes[index] as Node;
    node.at(now);
    this.endTurn(node);
  }

  act<T>(index: number, now: number, command: (node: Node) => T): T {
    const node = this.nodes[index] as Node;
    try {
      return command(node.at(now));
    } finally {
      this.endTurn(node); // what fell due before leaves, whatever becomes of the command
    }
  }

  bytesOf(parcel: Parcel): Uint8Array {
    return parcel instanceof Uint8Array ? parcel : encode(parcel, 'course');
  }

  send(packet: Packet, to: Peer): void {
    if (isOfFiles(packet)) return this.depart(packet, to);
    this.packets[this.leaving] = packet;
    this.peers[this.leaving++] = to;
  }

  wants(kind: EventKind): boolean {
    return this.ground.wants(kind);
  }

  emit(event: NodeEvent): void {
    const { ground } = this;
    if (event.kind === 'dropped') ground.counters.countDrop(event.reason);
    if (ground.wants(event.kind)) ground.emit(event);
  }

  /** A parcel that came as bytes, because they were damaged. */
  private read(bytes: Uint8Array, from: Peer, node: Node): Packet | Bundle | undefined {
    const packet = decode(bytes, node.peerDialect(from));
    if (typeof packet !== 'string') return packet;
    this.emit({ kind: 'dropped', reason: packet, from, bytes: bytes.length });
    return undefined;
  }

  private endTurn(node: Node): void {
    node.endTurn();
    const { packets, peers } = this;
    if (this.leaving === 1) this.depart(packets[0] as Packet, peers[0] as Peer);
    else if (this.leaving > 1) this.departAll(node);
    this.leaving = 0;
    this.ground.wakeAt(node.nextDeadline);
  }

  /** Rumors for a peer that reads bundles leave after the rest, together. */
  private departAll(node: Node): void {
    let bundled: Map<Peer, Rumor[]> | undefined;
    for (let at = 0; at < this.leaving; at++) {
      const packet = this.packets[at] as Packet;
      const to = this.peers[at] as Peer;
      if (packet.kind !== 'rumor' || !node.peerCan(to, Ability.bundles)) this.depart(packet, to);
      else {
        bundled ??= new Map();
        const rumors = bundled.get(to);
        if (rumors === undefined) bundled.set(to, [packet]);
        else rumors.push(packet);
      }
    }
    if (bundled !== undefined) for (const [to, rumors] of bundled) this.departTogether(rumors, to);
  }

  /** As many parcels as the rumors take. */
  private departTogether(rumors: readonly Rumor[], to: Peer): void {
    let from = 0;
    let bytes = 0;
    for (let at = 0; at < rumors.length; at++) {
      const size = rumorSizeInBundle(rumors[at] as Rumor);
      if (at > from && bytes + size > this.bundleBytes) {
        this.departSome(rumors.slice(from, at), to);
        from = at;
        bytes = 0;
      }
      bytes += size;
    }
    this.departSome(from === 0 ? rumors : rumors.slice(from), to);
  }

  private departSome(rumors: readonly Rumor[], to: Peer): void {
    this.depart(rumors.length === 1 ? (rumors[0] as Rumor) : { kind: 'bundle', rumors }, to);
  }

  private depart(packet: Packet | Bundle, to: Peer): void {
    if (packet !== this.sized) this.size = sizeOf(packet);
    this.sized = packet;
    this.ground.counters.countOut(COUNTED_AS[packet.kind], this.size);
    this.ground.depart(packet, to, this.size);
  }
}
