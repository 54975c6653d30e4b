import type { Outbox, Peer, PeerList } from './context.js';
import type { Dissemination, Parts } from './dissemination/dissemination.js';
import type { FileHost } from './files/file-host.js';
import type { Entry } from './log/log.js';
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
  readonly peers: PeerList;
  /** Whether a peer is this node itself. */
  readonly isSelf: (peer: Peer) => boolean;
  /** Monotonic ms. */
  readonly now: number;
  /** The disk, or what stands for it, of the node of this name. Called once, when the node first has to do with files. */
  readonly fileHost?: ((name: string) => FileHost) | undefined;
  /** How rumors spread; mongering unless told otherwise. */
  readonly rule?: ((parts: Parts) => Dissemination) | undefined;
}

export interface Published {
  readonly entry: Entry;
  readonly position: number;
}
