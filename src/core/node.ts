// Placeholder of the public face of the core; the lead is writing it. Program against these signatures.
import type { Peer, Outbox } from './context.js';
import { Log, type Entry } from './log/log.js';
import type { Dialect, Packet, Want } from './packet.js';
import type { Random } from './random.js';
import type { Settings } from './settings.js';

export interface NodeOptions {
  readonly name: string;
  readonly settings: Settings;
  readonly random: Random;
  readonly outbox: Outbox;
  /** Simple mode instead of mongering. */
  readonly simple: boolean;
  /** How this node writes its own address into SimpleMessages, `ip:port`. */
  readonly address: string;
  readonly peers: readonly Peer[];
  readonly now: number;
}

export interface PeerInfo {
  readonly peer: Peer;
  readonly configured: boolean;
  /** Monotonic ms; undefined: never. */
  readonly heardAt: number | undefined;
  /** undefined until a Status of it was seen. */
  readonly dialect: Dialect | undefined;
  readonly abilities: number;
}

export interface Published {
  readonly entry: Entry;
  readonly position: number;
}

export declare class Node {
  constructor(options: NodeOptions);
  readonly name: string;
  readonly settings: Settings;
  readonly simple: boolean;
  readonly log: Log;
  /** Whether an own id may be issued already (protocol.md §2, Restart). */
  readonly settled: boolean;
  /** Sets the time and fires what is due. */
  at(now: number): this;
  receive(packet: Packet, from: Peer): void;
  /** Ends a turn: acknowledges what came in it and fills the windows. */
  endTurn(): void;
  /** Monotonic ms of the next wake-up; Infinity for none. */
  readonly nextDeadline: number;
  /** Throws INVALID_TEXT, TEXT_TOO_LONG, IDS_EXHAUSTED. Call only once `settled`. */
  publish(text: string): Published;
  /** The vector, in order of first appearance. */
  vector(): readonly Want[];
  nextId(origin: string): number;
  /** Configured from now on. Throws TOO_MANY_PEERS. Adding one's own address does nothing and returns undefined. */
  addPeer(peer: Peer): PeerInfo | undefined;
  removePeer(peer: Peer): boolean;
  listPeers(): readonly PeerInfo[];
}
