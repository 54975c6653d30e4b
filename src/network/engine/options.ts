import type { Settings } from '../../core/settings.js';
import type { Digest } from '../emulated/digest.js';
import type { Turns } from '../pieces/in-turns.js';
import type { ProgramChoice } from '../programs/node-program.js';
import type { Links } from '../topology/links.js';
import type { Seat } from './audience.js';
import type { NodeSpec, OwnRule } from './engine.js';

/**
 * What links do to datagrams, asked for each as it leaves. Nodes are numbers, times ms of the network's time. `network/faults` fulfils it;
 * faults come and go while the network runs.
 */
export interface LinkBehaviour {
  /** The ms that the datagram takes, or DROP. */
  decide(from: number, to: number, bytes: number, now: number): number;
  /** How many more copies arrive. */
  copies(from: number, to: number, now: number): number;
  /** Whether a copy arrives corrupted. */
  corrupts(from: number, to: number, now: number): boolean;
  /** What arrives of a datagram that is corrupted: a copy with flipped bits. */
  corrupted(bytes: Uint8Array): Uint8Array;
}

/** How closely a network is looked at. Only what happens in virtual time can be. */
export interface Audit {
  /** After every turn of every node, what must always hold is looked at; where it does not, time ends and every wait says why. */
  readonly invariants: boolean;
  /** Takes in every packet and event. */
  readonly digest: Digest | undefined;
}

/** The network that an engine begins with. Everything may change while it runs. */
export interface EngineOptions {
  /** Of everything that is left to chance. */
  readonly seed: number;
  /** Of every node, unless its spec says otherwise. */
  readonly settings: Settings;
  /** As many as `links` has nodes. */
  readonly nodes: readonly NodeSpec[];
  readonly links: Links;
  readonly behaviour: LinkBehaviour;
  readonly rule?: OwnRule | undefined;
  /** Nodes that are somebody else's, also of those that join later; later ones win, and a node's own spec over all. */
  readonly programs?: readonly ProgramChoice[] | undefined;
  readonly audit?: Audit | undefined;
  /** Who looks at all that nodes on real sockets say to one another. */
  readonly seat?: Seat | undefined;
  /** Where the nodes have UIPorts in this process: that of the first, the others follow; any free ones unless told otherwise. */
  readonly uiPort?: number | undefined;
  /** How others have their turns while the network is set up, and how that is called off: nothing is left then. */
  readonly setUp?: Turns | undefined;
}
