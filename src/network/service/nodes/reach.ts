import type { CallContext } from 'nice-grpc';

/** A request of a call, or those of one that streams them. */
export type Requests = Uint8Array | AsyncIterable<Uint8Array>;

/** A way to one node's own API. Methods are named by their paths, and messages are bytes: whoever serves the node reads them. */
export interface Reach {
  /** Throws ServerErrors whose details are in the context's trailer already, and PeersterErrors. */
  unary(path: string, requests: Requests, context: CallContext): Promise<Uint8Array>;
  stream(path: string, requests: Requests, context: CallContext): AsyncIterable<Uint8Array>;
  /** Whether it still leads to the node, which may have come back as another one or elsewhere. */
  leadsTo(place: Place): boolean;
  /** Ends the calls that are on their way. */
  close(): void;
}

/** Where a node is reached just now: in this process, or at ip:port. */
export type Place = object | string;
