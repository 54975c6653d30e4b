import { type Channel, type ClientMiddleware, type CompatServiceDefinition, createChannel, createClientFactory, Metadata } from 'nice-grpc';
import { type NodeServiceClient, NodeServiceDefinition } from '../../../src/gen/peerster/v1/node.js';

/** A node's API. `node` has one method per method of NodeService. */
export interface Connection {
  readonly address: string;
  readonly node: NodeServiceClient;
  close(): void;
}

export interface ConnectOptions {
  /** The node that is meant, where `address` is the port of a network. */
  readonly node?: string | undefined;
  /** Its network, where the port leads to several. */
  readonly network?: string | undefined;
}

/** A connection that was cut is made again within a second, however long the node was away. */
export const CHANNEL = { 'grpc.initial_reconnect_backoff_ms': 50, 'grpc.max_reconnect_backoff_ms': 1_000, 'grpc.enable_http_proxy': 0 };

/**
 * Connects to the UIPort of a node, `host:port`, or to a node by its name through the port of its network. Returns at once; a call to a
 * node that is not there fails with UNAVAILABLE. `around`: stands around every call.
 */
export function connect(address: string, options: ConnectOptions = {}, around?: ClientMiddleware): Connection {
  const channel = createChannel(address, undefined, CHANNEL);
  return { address, node: clientOf(NodeServiceDefinition, channel, options, around), close: () => channel.close() };
}

/** A client over a channel, whose calls are for the node that is named. */
export function clientOf<Service extends CompatServiceDefinition>(
  service: Service,
  channel: Channel,
  { node, network }: ConnectOptions,
  around?: ClientMiddleware,
) {
  const plain = createClientFactory();
  const factory = around === undefined ? plain : plain.use(around);
  if (node === undefined) return factory.create(service, channel);
  const named = { 'peerster-node': node, ...(network !== undefined && { 'peerster-network': network }) };
  const naming = factory.use((call, options) => {
    const metadata = Metadata(options.metadata);
    for (const [key, value] of Object.entries(named)) metadata.set(key, value);
    return call.next(call.request as never, { ...options, metadata });
  });
  return naming.create(service, channel);
}
