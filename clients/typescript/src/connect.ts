import { type Channel, createChannel, createClient } from 'nice-grpc';
import { type NodeServiceClient, NodeServiceDefinition } from '../../../src/gen/peerster/v1/node.js';

/** A node's API. `node` has one method per method of NodeService. */
export interface Connection {
  readonly address: string;
  readonly node: NodeServiceClient;
  close(): void;
}

/** A connection that was cut is made again within a second, however long the node was away. */
const CHANNEL = { 'grpc.initial_reconnect_backoff_ms': 50, 'grpc.max_reconnect_backoff_ms': 1_000, 'grpc.enable_http_proxy': 0 };

/** Connects to the UIPort of a node, `host:port`. Returns at once; a call to a node that is not there fails with UNAVAILABLE. */
export function connect(address: string): Connection {
  const channel: Channel = createChannel(address, undefined, CHANNEL);
  return { address, node: createClient(NodeServiceDefinition, channel), close: () => channel.close() };
}
