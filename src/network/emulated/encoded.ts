import type { Peer } from '../../core/context.js';
import type { Node } from '../../core/node.js';
import { Departures } from '../../wire/departures.js';
import { Endpoint } from '../../wire/endpoint.js';
import { Readings } from '../../wire/readings.js';
import type { Birth, Carrier, Ground, Parcel } from './carrier.js';

/** Every packet is encoded where it leaves and decoded where it arrives, by the endpoint of the real node. */
export class Encoded implements Carrier {
  readonly nodes: Node[] = [];
  private readonly endpoints: Endpoint[] = [];
  private readonly common;

  constructor(ground: Ground) {
    const { counters } = ground;
    const host = {
      send: (bytes: Uint8Array, to: Peer): void => ground.depart(bytes, to, bytes.length),
      wakeAt: (deadline: number): void => ground.wakeAt(deadline),
    };
    const departures = new Departures(host, counters);
    const { read } = new Readings();
    this.common = { counters, wants: ground.wants.bind(ground), emit: ground.emit.bind(ground), host, departures, read };
  }

  settle(index: number, birth: Birth): void {
    const endpoint = new Endpoint({ ...birth, ...this.common });
    this.endpoints[index] = endpoint;
    this.nodes[index] = endpoint.node;
    endpoint.flush();
  }

  deliver(index: number, parcel: Parcel, from: Peer, now: number): void {
    const endpoint = this.endpoints[index] as Endpoint;
    endpoint.onDatagram(parcel as Uint8Array, from, now);
    endpoint.flush();
  }

  wake(index: number, now: number): void {
    const endpoint = this.endpoints[index] as Endpoint;
    endpoint.wake(now);
    endpoint.flush();
  }

  act<T>(index: number, now: number, command: (node: Node) => T): T {
    const endpoint = this.endpoints[index] as Endpoint;
    try {
      return endpoint.act(now, command);
    } finally {
      endpoint.flush(); // what fell due before leaves, whatever becomes of the command
    }
  }

  bytesOf(parcel: Parcel): Uint8Array {
    return parcel as Uint8Array;
  }
}
