import { type Channel, createChannel, createClientFactory, type Client, Metadata } from 'nice-grpc';
import { errorDetailsClientMiddleware } from 'nice-grpc-error-details';
import { afterEach } from 'vitest';
import { type CreateNetworkRequest, NetworkEngine, NetworkServiceDefinition } from '../../../src/gen/peerster/v1/network.js';
import { NodeServiceDefinition } from '../../../src/gen/peerster/v1/node.js';
import type { Network } from '../../../src/network/network.js';
import type { ProgramPolicy } from '../../../src/network/service/program-messages.js';
import { serveNetworks } from '../../../src/network/service/server.js';

/** Where the networks of these tests live. */
const ENGINE = NetworkEngine.NETWORK_ENGINE_EMULATED;

export type NetworkClient = Client<typeof NetworkServiceDefinition>;
export type NodeClient = Client<typeof NodeServiceDefinition>;

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(cleanups.splice(0).map((cleanup) => cleanup()));
});

export interface Stage {
  readonly address: string;
  readonly channel: Channel;
  readonly networks: NetworkClient;
  /** Every call carries this metadata. */
  readonly nodes: (metadata?: Readonly<Record<string, string>>) => NodeClient;
  /** The client of a node of the one network. */
  readonly node: (name: string) => NodeClient;
  /** What the server reported as faults. */
  readonly faults: unknown[];
  readonly close: () => Promise<void>;
}

/** A server of networks on a free port, and clients of it. All is closed at the end of the test. */
export async function stage(network?: readonly [name: string, network: Network], programs?: ProgramPolicy): Promise<Stage> {
  const faults: unknown[] = [];
  const onFault = (_message: string, error: unknown) => void faults.push(error);
  const options = { host: '127.0.0.1', port: 0, insecure: false, onFault };
  const server = await serveNetworks({ ...options, ...(network && { network }), ...(programs && { programs }) });
  const channel = createChannel(server.address);
  cleanups.push(async () => {
    channel.close();
    await server.close();
  });
  const factory = createClientFactory().use(errorDetailsClientMiddleware);
  const nodes = (metadata: Readonly<Record<string, string>> = {}): NodeClient =>
    factory
      .use((call, options) => call.next(call.request, { ...options, metadata: Metadata({ ...metadata }) }) as never)
      .create(NodeServiceDefinition, channel);
  return {
    address: server.address,
    channel,
    networks: factory.create(NetworkServiceDefinition, channel),
    nodes,
    node: (name) => nodes({ 'peerster-node': name }),
    faults,
    close: () => server.close(),
  };
}

/** What a test asks for of a network of a named topology. */
export function network(name: string, nodes: number, more: Partial<CreateNetworkRequest> = {}): Partial<CreateNetworkRequest> {
  return { engine: ENGINE, seed: 7n, shape: { $case: 'topology', value: { name, nodes } }, ...more };
}

/** The duration of so many ms. */
export function ms(milliseconds: number): { seconds: bigint; nanos: number } {
  return { seconds: BigInt(Math.floor(milliseconds / 1_000)), nanos: (milliseconds % 1_000) * 1_000_000 };
}
