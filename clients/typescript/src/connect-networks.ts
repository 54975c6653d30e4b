import { createChannel } from 'nice-grpc';
import { type NetworkServiceClient, NetworkServiceDefinition } from '../../../src/gen/peerster/v1/network.js';
import { type NodeServiceClient, NodeServiceDefinition } from '../../../src/gen/peerster/v1/node.js';
import { CHANNEL, clientOf } from './connect.js';

/** The API of networks. `networks` has one method per method of NetworkService. */
export interface NetworksConnection {
  readonly address: string;
  readonly networks: NetworkServiceClient;
  /** A node of a network; the network's name may be left out where there is only one. */
  node(name: string, network?: string): NodeServiceClient;
  close(): void;
}

/** Connects to the port of a network, `host:port`. Returns at once. */
export function connectNetworks(address: string): NetworksConnection {
  const channel = createChannel(address, undefined, CHANNEL);
  return {
    address,
    networks: clientOf(NetworkServiceDefinition, channel, {}),
    node: (node, network) => clientOf(NodeServiceDefinition, channel, { node, network }),
    close: () => channel.close(),
  };
}
