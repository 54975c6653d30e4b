import { setMaxListeners } from 'node:events';
import type { Server } from 'nice-grpc';
import { HealthState } from 'nice-grpc-server-health';
import type { BindOptions, PortWords } from '../../control/bind.js';
import { servedDefinition } from '../../control/definition.js';
import { Guard, type OnFault, warn } from '../../control/guard.js';
import { type ControlServer, listen } from '../../control/listen.js';
import { addReflection } from '../../control/reflection.js';
import type { Network } from '../network.js';
import { Hosted } from './hosted.js';
import { Networks } from './networks.js';
import { addNodeCalls } from './nodes/calls.js';
import type { ProgramPolicy } from './program-messages.js';
import { networkService, servedNetworks } from './service.js';

export interface ServeNetworksOptions extends BindOptions {
  /** Told of what a method threw that is no answer; the caller gets INTERNAL. */
  readonly onFault?: OnFault;
  /** What nodes may be besides ours. */
  readonly programs?: ProgramPolicy;
  /** A network that is there from the beginning on, by its name. */
  readonly network?: readonly [name: string, network: Network];
}

/** How the port and its flags are called. */
export const NETWORK_PORT: PortWords = { port: 'network port', portFlag: '--port', insecureFlag: '--insecure' };
const SERVICES = [servedNetworks.fullName, servedDefinition.fullName];

/**
 * Serves NetworkService, and for every node of every network what its own UIPort serves, with health and reflection. The networks end with
 * the server. Throws INVALID_ADDRESS where it cannot or must not bind.
 */
export async function serveNetworks(options: ServeNetworksOptions): Promise<ControlServer> {
  const ending = new AbortController();
  setMaxListeners(0, ending.signal); // each call that waits may listen
  const networks = new Networks(options.programs);
  const guard = new Guard(options.onFault ?? warn);
  const { network } = options;
  const server = await listen({ words: NETWORK_PORT, ...options, ending, deadlines: () => true }, (all) =>
    addServices(all, networks, guard),
  );
  if (network !== undefined) await networks.add(network[0], (name) => Promise.resolve(new Hosted(name, network[1], guard)));
  const close = async (): Promise<void> => {
    await Promise.all([networks.close(), server.close()]);
  };
  return { address: server.address, close };
}

function addServices(server: Server, networks: Networks, guard: Guard): void {
  const health = HealthState();
  health.setMaxListeners(0);
  for (const service of SERVICES) health.setStatus('healthy', service);
  server.add(servedNetworks, networkService(networks, guard));
  addNodeCalls(server, guard, networks, health);
  addReflection(server, guard, SERVICES);
}
