import type { Packet } from '../../../src/core/packet.js';
import { decode, encode } from '../../../src/wire/codec.js';
import type { MemoryNetwork, MemoryPeer } from '../../support/memory-network.js';

/** What is wrong with a node: what it sends in the place of a packet, and what it takes no notice of. */
export interface Flaw {
  readonly sends?: (packet: Packet, to: MemoryPeer) => readonly (Packet | Uint8Array)[];
  readonly overlooks?: (packet: Packet, from: MemoryPeer) => boolean;
}

/** Gives a node of a network a flaw, behind the back of the node itself. To be called after the judge is there, and before the node is. */
export function flawed(network: MemoryNetwork, index: number, { sends, overlooks }: Flaw): void {
  const [send, attach] = [network.send.bind(network), network.attach.bind(network)];
  network.send = (bytes, from, to) => {
    const packet = decode(bytes, 'course');
    if (from.index !== index || sends === undefined || typeof packet === 'string' || packet.kind === 'bundle') return send(bytes, from, to);
    for (const each of sends(packet, to)) send(each instanceof Uint8Array ? each : encode(each, 'course'), from, to);
  };
  network.attach = (at, receiver) =>
    attach(at, (bytes, from) => {
      const packet = decode(bytes, 'course');
      if (at.index === index && typeof packet === 'object' && packet.kind !== 'bundle' && overlooks?.(packet, from) === true) return;
      receiver(bytes, from);
    });
}
