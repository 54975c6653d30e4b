import type { Peer } from '../core/context.js';
import type { Node } from '../core/node.js';
import { Ability, type Packet, type Rumor } from '../core/packet.js';
import { Scratch } from '../core/scratch.js';
import { type Bundle, encode, rumorSizeInBundle } from './codec.js';
import { COUNTED_AS, type PacketCounters } from './counters.js';
import type { EndpointHost } from './endpoint.js';

/** Rumors that leave for one peer in one turn. */
interface Batch {
  readonly to: Peer;
  readonly rumors: Rumor[];
}

/** What leaves at the end of a turn, in the order in which the core sent it, but for rumors that share a datagram. */
export class Departures {
  private readonly packets = new Scratch<Packet>();
  private readonly peers = new Scratch<Peer>();
  private readonly batches: Batch[] = [];
  /** The last packet written and its bytes: a packet that goes to many, or a vector that has not changed, is written once. */
  private written: Packet | undefined;
  private writtenBytes: Uint8Array = new Uint8Array(0);
  private writtenStatus: Packet | undefined;
  private writtenStatusBytes: Uint8Array = new Uint8Array(0);

  constructor(
    private readonly host: EndpointHost,
    private readonly counters: PacketCounters,
  ) {}

  /**
   * Blocks of files and requests for them leave at once. They share no datagram, and whoever has asked for many can work on one while the
   * next is made.
   */
  add(packet: Packet, to: Peer): void {
    if (isOfFiles(packet)) return this.send(packet, encode(packet, 'course'), to);
    this.packets.push(packet);
    this.peers.push(to);
  }

  /** Sends everything. */
  leave(node: Node): void {
    const { packets, peers } = this;
    if (packets.length === 0) return;
    for (let at = 0; at < packets.length; at++) {
      const packet = packets.at(at);
      const to = peers.at(at);
      if (packet.kind === 'rumor' && node.peerCan(to, Ability.bundles)) this.batchFor(to).rumors.push(packet);
      else this.sendAlone(packet, to, node);
    }
    packets.clear();
    peers.clear();
    for (const batch of this.batches) this.sendBatch(batch, node);
    if (this.batches.length > 0) this.batches.length = 0;
  }

  private batchFor(to: Peer): Batch {
    const last = this.batches[this.batches.length - 1];
    if (last?.to === to) return last; // what the core sends to one peer mostly comes together
    for (const batch of this.batches) if (batch.to === to) return batch;
    const batch = { to, rumors: [] };
    this.batches.push(batch);
    return batch;
  }

  /** As many datagrams as the rumors take; one that would hold a single rumor is a plain one. */
  private sendBatch({ to, rumors }: Batch, node: Node): void {
    const { bundleBytes } = node.settings;
    let from = 0;
    let bytes = 0;
    for (let at = 0; at < rumors.length; at++) {
      const size = rumorSizeInBundle(rumors[at] as Rumor);
      if (at > from && bytes + size > bundleBytes) {
        this.sendSome(rumors.slice(from, at), to, node);
        from = at;
        bytes = 0;
      }
      bytes += size;
    }
    this.sendSome(from === 0 ? rumors : rumors.slice(from), to, node);
  }

  private sendSome(rumors: readonly Rumor[], to: Peer, node: Node): void {
    if (rumors.length === 1) this.sendAlone(rumors[0] as Rumor, to, node);
    else this.send({ kind: 'bundle', rumors }, encode({ kind: 'bundle', rumors }, 'course'), to);
  }

  private sendAlone(packet: Packet, to: Peer, node: Node): void {
    this.send(packet, this.bytesOf(packet, to, node), to);
  }

  private send(packet: Packet | Bundle, bytes: Uint8Array, to: Peer): void {
    this.counters.countOut(COUNTED_AS[packet.kind], bytes.length);
    this.host.send(bytes, to);
  }

  private bytesOf(packet: Packet, to: Peer, node: Node): Uint8Array {
    if (packet.kind === 'private') return encode(packet, node.peerDialect(to));
    if (packet.kind === 'status') {
      if (packet !== this.writtenStatus) this.writtenStatusBytes = encode(packet, 'course');
      this.writtenStatus = packet;
      return this.writtenStatusBytes;
    }
    if (packet !== this.written) this.writtenBytes = encode(packet, 'course');
    this.written = packet;
    return this.writtenBytes;
  }
}

/** What does not wait for the end of the turn. */
export function isOfFiles({ kind }: Packet): boolean {
  return kind === 'dataRequest' || kind === 'dataReply';
}
