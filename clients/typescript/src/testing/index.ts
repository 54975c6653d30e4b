import type { CreateNetworkRequest, DeepPartial } from '../../../../src/gen/peerster/v1/network.js';
import { Network } from '../network.js';
import { Node } from '../node.js';
import { Program } from './program.js';

export { Program } from './program.js';

export interface StartNodeOptions {
  readonly name?: string;
  readonly peers?: readonly string[];
  /** More flags as they are, e.g. `-antiEntropy=10`. */
  readonly flags?: readonly string[];
}

/** Something that was started for a test. It ends with `await using`, and with this process. */
export type Started<Driver> = Driver & { readonly program: Program } & AsyncDisposable;

/** Starts `peerster node` on ports that the system chooses: `await using node = await startNode()`. Throws if it does not start. */
export async function startNode({ name, peers = [], flags = [] }: StartNodeOptions = {}): Promise<Started<Node>> {
  const named = name === undefined ? [] : [`-name=${name}`];
  const known = peers.length === 0 ? [] : [`-peers=${peers.join(',')}`];
  const program = new Program(['node', '-UIPort=0', '-gossipAddr=127.0.0.1:0', '-ready', ...named, ...known, ...flags]);
  const { uiAddress } = await program.ready();
  return started(Node.connect(uiAddress as string), program);
}

/** Starts a server with one network. Throws CallError if there can be no such network. */
export async function startNetwork(request: DeepPartial<CreateNetworkRequest>): Promise<Started<Network>> {
  const program = new Program(['network', 'serve', '--port', '0', '--ready']);
  const { address } = await program.ready();
  try {
    return started(await Network.create(address as string, request), program);
  } catch (error) {
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
