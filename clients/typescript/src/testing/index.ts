import type { CreateNetworkRequest } from '../../../../src/gen/peerster/v1/network.js';
import { type Connection, connect } from '../connect.js';
import { connectNetworks, type NetworksConnection } from '../connect-networks.js';
import { Program } from './program.js';

export { Program } from './program.js';

export interface StartNodeOptions {
  readonly name?: string;
  readonly peers?: readonly string[];
  /** More flags as they are, e.g. `-antiEntropy=10`. */
  readonly flags?: readonly string[];
}

/** Something that was started for a test, and what drives it. */
export type Started<Driver> = Driver & { readonly program: Program } & AsyncDisposable;

/** Starts `peerster node` on ports that the system chooses: `await using node = await startNode()`. Throws if it does not start. */
export async function startNode({ name, peers = [], flags = [] }: StartNodeOptions = {}): Promise<Started<Connection>> {
  const named = name === undefined ? [] : [`-name=${name}`];
  const known = peers.length === 0 ? [] : [`-peers=${peers.join(',')}`];
  const program = new Program(['node', '-UIPort=0', '-gossipAddr=127.0.0.1:0', '-ready', ...named, ...known, ...flags]);
  const { uiAddress } = await program.ready();
  return started(connect(uiAddress as string), program);
}

/** Starts a server with one network. Throws nice-grpc's ClientError if there can be no such network. */
export async function startNetwork(
  request: Partial<CreateNetworkRequest>,
): Promise<Started<NetworksConnection & { readonly network: string }>> {
  const program = new Program(['network', 'serve', '--port', '0', '--ready']);
  const { address } = await program.ready();
  const connection = connectNetworks(address as string);
  try {
    const { network } = await connection.networks.createNetwork(request);
    return started({ ...connection, network: network?.name ?? '' }, program);
  } catch (error) {
    connection.close();
    await program.stop();
    throw error;
  }
}

function started<Driver extends { close(): void }>(driver: Driver, program: Program): Started<Driver> {
  const end = async (): Promise<void> => {
    driver.close();
    await program.stop();
  };
  return Object.assign(driver, { program, [Symbol.asyncDispose]: end });
}
