import type { NodeControl } from '../../control/node-control.js';
import type { Peer } from '../../core/context.js';
import type { NodeOptions } from '../../core/node-options.js';
import type { Want } from '../../core/packet.js';
import type { Settings } from '../../core/settings.js';
import type { ForeignNode } from '../programs/foreign-node.js';
import type { NodeProgram } from '../programs/node-program.js';
import type { Census } from './census.js';
import type { Tap } from './tap.js';
import type { Time } from './time.js';

/** Where a network's nodes live: in virtual time, on real sockets in this process, or as processes of their own. */
export type EngineKind = 'emulated' | 'local' | 'processes';

/** `down`: crashed, may be restarted. `gone`: removed, its number is never used again. */
export type NodeState = 'up' | 'paused' | 'down' | 'gone';

/** What comes back after a crash: the node with all that it held, or a new one under the old name. */
export type Memory = 'kept' | 'lost';

/** A rule of spreading of the user's own, in place of mongering. */
export interface OwnRule {
  /** Of the module, absolute: what a node in a process of its own loads. */
  readonly path: string;
  readonly make: NonNullable<NodeOptions['rule']>;
}

export interface NodeSpec {
  /** Unique in its network, and never again in use after the node is gone. */
  readonly name: string;
  /** Over the network's. */
  readonly settings?: Partial<Settings>;
  readonly simple?: boolean;
  /** Somebody else's program in place of ours. */
  readonly program?: NodeProgram;
}

/** Numbers of nodes, and how many. */
export interface Neighbours extends Iterable<number> {
  readonly size: number;
}

/**
 * A network of gossip nodes, wherever they live: what the API, network files and reports stand on. Nodes are numbers in the order in
 * which they were added. A command that takes real time resolves once it is done; an emulated network does it at once. Commands throw
 * PeersterErrors: UNKNOWN_NODE, INVALID_SETTING, WRONG_STATE.
 */
export interface Engine {
  readonly kind: EngineKind;
  readonly seed: number;
  readonly time: Time;
  /** By number; those of nodes that are gone too. */
  readonly names: readonly string[];
  /** The number of a name; undefined for a name that no node has or had. */
  find(name: string): number | undefined;
  state(node: number): NodeState;

  /** Returns its number. Without links, until it is linked. */
  add(spec: NodeSpec): Promise<number>;
  remove(node: number): Promise<void>;
  crash(node: number): Promise<void>;
  restart(node: number, memory: Memory): Promise<void>;
  /** It does nothing, and what arrives waits as it would in a socket's buffer or is lost. */
  pause(node: number): Promise<void>;
  resume(node: number): Promise<void>;
  /** Makes two nodes neighbours of one another. Undirected. WRONG_STATE where they are already. */
  link(a: number, b: number): Promise<void>;
  /** Cuts the wire between them and makes them forget one another. WRONG_STATE where there is none. */
  unlink(a: number, b: number): Promise<void>;
  areLinked(a: number, b: number): boolean;
  /** The neighbours of a node, in no order. */
  neighbours(node: number): Neighbours;
  /** Where it is known without a walk through all nodes, because there may be a million. */
  readonly census?: Census;

  /** Publishes a text at a node as soon as it may issue an id; returns that id, 0 in simple mode or where it cannot be known. */
  publish(node: number, text: string): Promise<number>;
  /** What a node is known to hold: its vector, as of now or as it was last told. */
  vector(node: number): readonly Want[];
  nextId(node: number, origin: string): number;
  /** A node in this process; undefined for one in a process of its own, which is reached at `uiAddress`. */
  control(node: number): NodeControl | undefined;
  /** A node that is somebody else's; undefined for one of ours. */
  foreign?(node: number): ForeignNode | undefined;
  /** ip:port of its own UIPort; undefined where it has none. */
  uiAddress(node: number): string | undefined;
  /** ip:port of the socket on which it gossips; undefined where it has none. */
  gossipAddress(node: number): string | undefined;
  /** The last lines that a process has printed, oldest first; undefined for a node in this process, which prints nothing. */
  printed(node: number): Promise<readonly string[]> | undefined;
  /** Which node a peer is that an event of any node names: neighbours know one another by other addresses than their own. */
  nodeOf(peer: Peer): number | undefined;

  /** Watches everything from now on. Returns the way to stop it. */
  tap(tap: Tap): () => void;
  /** Ends everything, within 2 s and without a trace on the machine. */
  close(): Promise<void>;
}
