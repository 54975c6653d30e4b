import type { CallContext, Server } from 'nice-grpc';
import { HealthDefinition, HealthServiceImpl, type HealthState } from 'nice-grpc-server-health';
import type { Guard } from '../../../control/guard.js';
import { PeersterError } from '../../../core/errors.js';
import { few } from '../../explain/words.js';
import type { Networks } from '../networks.js';
import { nodeNumber } from '../selection.js';
import { Implemented, NODE_METHODS } from './implemented.js';
import type { Reach, Requests } from './reach.js';

/** What says which node a call is for, and which network where there are several. */
export const NODE_KEY = 'peerster-node';
export const NETWORK_KEY = 'peerster-network';

/** Serves NodeService and health of every node of every network. Health of no node is that of the server. */
export function addNodeCalls(server: Server, guard: Guard, networks: Networks, health: HealthState): void {
  const own = new Implemented({ ...HealthServiceImpl(health) });
  const reachFor = (path: string, context: CallContext): Pick<Reach, 'unary' | 'stream'> =>
    isAboutServer(path, context) ? own : reachOf(networks, context);
  for (const { path, responseStream, raw } of NODE_METHODS) {
    const stream = guard.stream((requests: Requests, context) => streamed(reachFor(path, context).stream(path, requests, context)));
    const unary = guard.unary((requests: Requests, context) => reachFor(path, context).unary(path, requests, context));
    server.add({ call: raw }, { call: responseStream ? stream : unary } as never);
  }
}

async function* streamed(responses: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* responses;
}

function isAboutServer(path: string, { metadata }: CallContext): boolean {
  return path.startsWith(`/${HealthDefinition.fullName}/`) && !metadata.has(NODE_KEY);
}

/** Throws UNKNOWN_NETWORK, UNKNOWN_NODE, INVALID_REQUEST for a call that does not say which node, CLOSED and WRONG_STATE. */
function reachOf(networks: Networks, { metadata }: CallContext): Reach {
  const { engine, reaches } = networks.find(metadata.get(NETWORK_KEY) ?? '');
  const name = metadata.get(NODE_KEY);
  if (name !== undefined) return reaches.to(nodeNumber(engine, name));
  const there = engine.names.filter((_, node) => engine.state(node) !== 'gone');
  const nodes = there.length === 0 ? 'this network has none yet' : `there are ${few(there)}`;
  throw new PeersterError('INVALID_REQUEST', `say which node the call is for: add the metadata "${NODE_KEY}: NAME" to it; ${nodes}`);
}
