import type { NodeEvent } from '../../src/core/events.js';
import type { Node } from '../../src/core/node.js';
import type { Dialect, Packet } from '../../src/core/packet.js';
import type { Settings } from '../../src/core/settings.js';
import type { Bundle } from '../../src/wire/codec.js';
import type { PacketCounters } from '../../src/wire/counters.js';

/** Where nodes live: on real sockets, or in memory. The statements about a node's behaviour are the same for all. */
export interface World {
  spawn(name: string, options?: SpawnOptions): Promise<Inhabitant>;
  /** Somebody who says what the test wants and writes down what is said to it. */
  stranger(dialect?: Dialect): Promise<Stranger>;
  /** Waits until the fact holds. Fails, with `what` as the reason, if that takes too long. */
  until(what: string, fact: () => boolean): Promise<void>;
  close(): Promise<void>;
}

export interface SpawnOptions {
  readonly peers?: readonly { readonly address: string }[];
  readonly simple?: boolean;
  readonly settings?: Partial<Settings>;
}

export interface Inhabitant {
  readonly address: string;
  readonly counters: PacketCounters;
  /** Everything that it has done and seen. */
  readonly events: readonly NodeEvent[];
  /** Publishes once the node may; returns the id. */
  publish(text: string): Promise<number>;
  /** Runs a command as a step of the node. */
  act<T>(command: (node: Node) => T): T;
  /** The same for what changes nothing. */
  query<T>(read: (node: Node) => T): T;
  /** The texts of its log. */
  texts(): readonly string[];
  /** E.g. `{ A: 3 }`: ids 1 and 2 of A are held. */
  vector(): Readonly<Record<string, number>>;
  /** Addresses. */
  peers(): readonly string[];
  addPeer(peer: { readonly address: string }): Promise<void>;
  /** As if its process had been killed. */
  stop(): void;
}

export interface Stranger {
  readonly address: string;
  readonly received: readonly (Packet | Bundle)[];
  send(what: Packet | Uint8Array, to: { readonly address: string }): void;
}

/** Quick enough for a test on real time; anti-entropy is on, as in life. */
export const BRISK: Partial<Settings> = { antiEntropy: 100, settleTime: 30, ackTimeout: 200 };

/** Packets of one kind. */
export function only<K extends (Packet | Bundle)['kind']>(
  kind: K,
  packets: readonly (Packet | Bundle)[],
): readonly Extract<Packet | Bundle, { kind: K }>[] {
  return packets.filter((packet): packet is Extract<Packet | Bundle, { kind: K }> => packet.kind === kind);
}
