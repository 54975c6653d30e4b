import type { Settings } from '../../core/settings.js';
import type { Links } from '../topology/links.js';
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
}
