import type { UdpNodeOptions } from '../host/open.js';

export interface NodeOptions extends Omit<UdpNodeOptions, 'gossipAddress'> {
  /** Where to gossip, `host:port`; any free port of 127.0.0.1 unless told otherwise. */
  readonly gossipAddress?: string | undefined;
  /** Serve the gRPC API at this port (0: any free one). Unset: there is none, and nothing of gRPC is loaded. */
  readonly uiPort?: number | undefined;
  /** Where to serve it; 127.0.0.1 unless told otherwise. */
  readonly uiHost?: string | undefined;
  /** Allows a `uiHost` that other machines can reach. There is neither encryption nor a password. */
  readonly insecure?: boolean | undefined;
}

export interface SendOptions {
  /** Only for the node of this name: a private message. */
  readonly to?: string | undefined;
}

export interface DownloadOptions {
  /** The name of the result; the metahash unless told otherwise. */
  readonly as?: string | undefined;
  /** Only these nodes are asked, by their names. Unset: whoever a search found. */
  readonly from?: string | readonly string[] | undefined;
  /** Ends the following of it, with its reason; the download goes on. */
  readonly signal?: AbortSignal | undefined;
}

export interface SearchOptions {
  /** How many nodes the search may reach, in one round. Unset: it widens by itself until there are two full matches. */
  readonly budget?: number | undefined;
  /** Ends the search. */
  readonly signal?: AbortSignal | undefined;
}

export interface WatchOptions {
  /** `now` (the default), the `beginning`, or the position of the first message wanted. */
  readonly from?: 'now' | 'beginning' | number | undefined;
  /** Ends the watch. */
  readonly signal?: AbortSignal | undefined;
}

export interface AwaitOptions {
  /** Milliseconds; for ever unless told otherwise. */
  readonly timeout?: number | undefined;
  /** Gives up, with its reason. */
  readonly signal?: AbortSignal | undefined;
}
