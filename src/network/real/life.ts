import type { NodeControl } from '../../control/node-control.js';
import type { Peer } from '../../core/context.js';
import type { EventKind, NodeEvent } from '../../core/events.js';
import type { Want } from '../../core/packet.js';
import type { Settings } from '../../core/settings.js';
import type { ForeignNode } from '../programs/foreign-node.js';
import type { NodeProgram } from '../programs/node-program.js';
import type { NodeRecord } from '../sight/node-record.js';
import type { Known } from '../sight/seen.js';

/** What a node on a real socket begins with, and whom it tells. */
export interface Birth {
  /** Its number. */
  readonly node: number;
  readonly name: string;
  readonly settings: Settings;
  readonly simple: boolean;
  readonly program: NodeProgram | undefined;
  readonly seed: number;
  /** ip:port each. */
  readonly peers: readonly string[];
  /** It holds a rumor that it did not hold before. `relay`: who delivered it; undefined where it was published. `at`: network time. */
  readonly onAccepted: (origin: string, id: number, relay: Peer | undefined, at: number) => void;
  readonly onEvent: (event: NodeEvent) => void;
  /**
   * For a node that tells nothing of itself: from now on the relay tells all that its traffic shows, in the place of `onAccepted` and
   * `onEvent`, and what is returned says what it holds; `record` is kept. To be called before the node sends anything.
   */
  readonly observe: (record?: NodeRecord) => Known;
  /** Makes it learn a neighbour by this address, as if that had sent to it: with an empty Status. */
  readonly greet: (address: string) => void;
  /** Whether it has no neighbour just now. */
  readonly isAlone: () => boolean;
  /** ms of the network's time. */
  readonly clock: () => number;
  /** It has ended although nobody here asked for it. */
  readonly onEnd: () => void;
}

/** One life of a node on a real socket, wherever it runs: from its start to the loss of its memory. */
export interface Life {
  /** ip:port, as the next. */
  readonly gossipAddress: string;
  /** Undefined where it does not serve our API. */
  readonly uiAddress: string | undefined;
  /** Undefined for a node that is not in this process. */
  readonly control: NodeControl | undefined;
  /** Itself, if it is somebody else's. */
  readonly foreign?: ForeignNode;
  vector(): readonly Want[];
  nextId(origin: string): number;
  /** Publishes as soon as the node may issue an id, and returns that. */
  publish(text: string): Promise<number>;
  addPeer(address: string): Promise<void>;
  removePeer(address: string): Promise<void>;
  /** Events of these kinds are wanted, and no others. Resolves once they come. */
  trace(kinds: ReadonlySet<EventKind>): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Its socket is gone at once. */
  crash(): Promise<void>;
  /** Goes on after a crash with all that it held. Undefined where a crash takes the memory too. */
  readonly revive?: () => Promise<void>;
  /** The last lines that it has printed, oldest first. Undefined for a node in this process. */
  readonly printed?: () => Promise<readonly string[]>;
  /** For good. */
  end(): Promise<void>;
}
