import { setMaxListeners } from 'node:events';
import type { Server } from 'nice-grpc';
import { HealthDefinition, HealthServiceImpl, HealthState } from 'nice-grpc-server-health';
import type { BindOptions } from './bind.js';
import { closed } from './closed.js';
import { servedDefinition } from './definition.js';
import { Guard, type OnFault, warn } from './guard.js';
import { type ControlServer, listen } from './listen.js';
import type { NodeControl } from './node-control.js';
import { addReflection } from './reflection.js';
import { Room } from './room.js';
import { nodeService } from './service.js';

export type { ControlServer } from './listen.js';

export interface ServeOptions extends BindOptions {
  /** Of the program, for GetNode. */
  readonly version: string;
  /** Told of what a method threw that is no answer; the caller gets INTERNAL. */
  readonly onFault?: OnFault;
}

const AWAIT = `/${servedDefinition.fullName}/${servedDefinition.methods.awaitRumors.name}`;

/** Serves NodeService, grpc.health.v1 and reflection for a node. Throws INVALID_ADDRESS where it cannot or must not bind. */
export function serveControl(control: NodeControl, options: ServeOptions): Promise<ControlServer> {
  const ending = new AbortController();
  setMaxListeners(0, ending.signal); // each call that waits may listen
  control.closing.addEventListener('abort', () => ending.abort(closed()), { once: true });
  return listen({ ...options, ending, deadlines: (path) => path === AWAIT }, (server) => {
    const health = addServices(server, new Room(control, options.version, ending.signal), new Guard(options.onFault ?? warn));
    ending.signal.addEventListener('abort', () => health.setStatus('unhealthy', servedDefinition.fullName), { once: true });
  });
}

function addServices(server: Server, room: Room, guard: Guard): HealthState {
  const health = HealthState();
  health.setMaxListeners(0);
  health.setStatus('healthy', servedDefinition.fullName);
  server.add(servedDefinition, nodeService(room, guard));
  server.add(HealthDefinition, HealthServiceImpl(health));
  addReflection(server, guard, [servedDefinition.fullName]);
  return health;
}
