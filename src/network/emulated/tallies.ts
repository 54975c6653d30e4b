import type { NodeEvent } from '../../core/events.js';
import type { Packet } from '../../core/packet.js';
import { type Bundle, sizeOf } from '../../wire/codec.js';
import { COUNTED_AS, PacketCounters } from '../../wire/counters.js';
import type { Parcel } from './carrier.js';

/** Nodes of which each has counters of its own from the beginning: a kilobyte each, and packets have to be measured where they arrive. */
const EACH_UP_TO = 4_096;

/** What each node has sent, received and dropped. In a large network only nodes that somebody has asked for, from then on. */
export class Tallies {
  private readonly counters = new Map<number, PacketCounters>();

  constructor(nodes: number) {
    if (nodes <= EACH_UP_TO) for (let node = 0; node < nodes; node++) this.of(node);
  }

  get areOn(): boolean {
    return this.counters.size > 0;
  }

  of(node: number): PacketCounters {
    let counters = this.counters.get(node);
    if (counters === undefined) this.counters.set(node, (counters = new PacketCounters()));
    return counters;
  }

  /** A node begins anew, and counts anew. */
  forget(node: number): void {
    if (this.counters.has(node)) this.counters.set(node, new PacketCounters());
  }

  out(node: number, parcel: Parcel, bytes: number): void {
    this.counters.get(node)?.countOut(COUNTED_AS[kindOf(parcel)], bytes);
  }

  in(node: number, parcel: Parcel): void {
    const counters = this.counters.get(node);
    if (counters === undefined || parcel instanceof Uint8Array) return; // one that was damaged is read first, and may be dropped
    counters.countIn(COUNTED_AS[parcel.kind], sizeOf(parcel));
  }

  event(node: number, event: NodeEvent): void {
    if (event.kind === 'dropped') this.counters.get(node)?.countDrop(event.reason);
  }
}

/** Parcels of these networks are packets unless they were damaged on their way. */
export function kindOf(parcel: Parcel): (Packet | Bundle)['kind'] {
  return (parcel as Packet | Bundle).kind;
}
