import type { Peer } from '../core/context.js';
import type { EventKind, NodeEvent } from '../core/events.js';
import type { OwnFile } from '../core/files/catalogue.js';
import type { Log } from '../core/log/log.js';
import type { Node, PeerInfo } from '../core/node.js';
import type { Want } from '../core/packet.js';
import type { Route } from '../core/routing/table.js';
import type { PacketCounters } from '../wire/counters.js';

/** What stays the same while a node runs. */
export interface NodeFacts {
  readonly name: string;
  /** New at every start. */
  readonly incarnation: string;
  /** ip:port as others should write it. */
  readonly gossipAddress: string;
  /** ip:port of the UIPort; empty where there is none. */
  readonly uiAddress: string;
  /** Wall clock, ms since 1970. */
  readonly startTime: number;
}

/** What of a node there is to read. */
export interface NodeView {
  readonly log: Log;
  vector(): readonly Want[];
  nextId(origin: string): number;
  listPeers(): readonly PeerInfo[];
  readonly routes: { list(): readonly Route[] };
}

/** What only reads a node needs of it: all that is known of one that is somebody else's. */
export interface ReadControl extends Pick<NodeControl, 'facts' | 'clock' | 'tap' | 'trace' | 'wallTime' | 'closing'> {
  query<T>(read: (node: NodeView) => T): T;
}

/** The time in which a node lives: the machine's, or that of an emulated network. */
export interface NodeClock {
  /** Wall clock, ms since 1970. */
  wallNow(): number;
  /** Calls `act` after so many ms of this time. Returns the way to call it off. */
  after(ms: number, act: () => void): () => void;
  /**
   * Somebody waits for something to happen at this node: an emulated network lets time pass as long as anybody waits. Returns the way to
   * say that the wait is over.
   */
  waiting(): () => void;
}

/** What of a node's files takes time: it is about bytes that are on a disk or come from a client. */
export interface FileControl {
  /**
   * Shares a file under the node's shared folder, by its path there. Rejects with INVALID_FILE, UNKNOWN_FILE, UNREADABLE_FILE, FILE_CHANGED,
   * TOO_MANY_FILES, DISK_FAILED, UNSUPPORTED (the node has no folder).
   */
  share(path: string): Promise<OwnFile>;
  /** Shares these bytes under a name. Rejects with INVALID_FILE, TOO_MANY_FILES, DISK_FAILED. */
  shareBytes(name: string, pieces: AsyncIterable<Uint8Array>): Promise<OwnFile>;
  /** The bytes of a file that the node has, in pieces of up to 64 KiB. Throws UNKNOWN_FILE, WRONG_STATE; rejects with DISK_FAILED. */
  content(metahash: string): AsyncIterable<Uint8Array>;
}

/**
 * How the gRPC service (and anything else outside the core) acts on a running node. Synchronous: a command runs as one step of
 * the node, its packets leave at the end of the step, and its value is the answer.
 */
export interface NodeControl {
  readonly facts: NodeFacts;
  readonly clock: NodeClock;
  readonly counters: PacketCounters;
  readonly files: FileControl;
  /** Datagrams that the socket refused to send. */
  readonly sendErrors: number;
  /** Datagrams lost in UDP receive buffers of this machine since the node started; undefined where it cannot be told. */
  receiveBufferErrors(): number | undefined;
  /** Runs `act` as one step of the node at the present time. Throws CLOSED once the node is closing. */
  command<T>(act: (node: Node) => T): T;
  /** The same without a step: `read` must change nothing. */
  query<T>(read: (node: Node) => T): T;
  /** Resolves once the node may issue its first own id (core `node.settled`). */
  settled(signal: AbortSignal): Promise<void>;
  /** Calls `listener` at most once a turn, after the log or the vector may have changed. Returns the way to stop it. */
  tap(listener: () => void): () => void;
  /** Calls `listener` with every event of these kinds as it happens; `listener` must only note it. Returns the way to stop it. */
  trace(kinds: ReadonlySet<EventKind>, listener: (event: NodeEvent) => void): () => void;
  /** The interned peer of `host:port` or `[ipv6]:port`; resolves host names. Throws INVALID_ADDRESS. */
  resolve(address: string): Promise<Peer>;
  /** Wall clock (ms since 1970) of a time of the node's monotonic clock. */
  wallTime(at: number): number;
  /** Aborted when the node begins to close: open streams end with UNAVAILABLE. */
  readonly closing: AbortSignal;
  /** Begins to close; returns at once. */
  close(): void;
}
