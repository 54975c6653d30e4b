import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { createServer, type Server } from 'nice-grpc';
import { HealthDefinition, HealthServiceImpl, HealthState } from 'nice-grpc-server-health';
import { type BindOptions, bindHost, checkBindable, joinAddress } from './bind.js';
import { closed } from './closed.js';
import { deadlineInterceptor } from './deadline.js';
import { servedDefinition } from './definition.js';
import { Guard, type OnFault } from './guard.js';
import type { NodeControl } from './node-control.js';
import { addReflection } from './reflection.js';
import { Room } from './room.js';
import { nodeService } from './service.js';

export interface ServeOptions extends BindOptions {
  /** Of the program, for GetNode. */
  readonly version: string;
  /** Told of what a method threw that is no answer; the caller gets INTERNAL. */
  readonly onFault?: OnFault;
}

export interface ControlServer {
  /** `ip:port`, with the real port. */
  readonly address: string;
  /** Ends open streams with UNAVAILABLE, refuses new calls, and resolves once every connection is gone, within 0.2 s. */
  close(): Promise<void>;
}

/** Milliseconds for calls to end by themselves; what is left then is cut off. */
const GRACE = 150;

const OPTIONS = {
  interceptors: [deadlineInterceptor(`/${servedDefinition.fullName}/${servedDefinition.methods.awaitRumors.name}`)],
  // A caller whose machine is gone without a word would keep its watch for ever.
  'grpc.keepalive_time_ms': 60_000,
  'grpc.keepalive_timeout_ms': 20_000,
};

/** Serves NodeService, grpc.health.v1 and reflection for a node. Throws INVALID_ADDRESS where it cannot or must not bind. */
export async function serveControl(control: NodeControl, options: ServeOptions): Promise<ControlServer> {
  const host = bindHost(options);
  await checkBindable(host, options.port);
  const ending = new AbortController();
  setMaxListeners(0, ending.signal); // each call that waits may listen
  control.closing.addEventListener('abort', () => ending.abort(closed()), { once: true });
  const server = createServer(OPTIONS);
  const health = addServices(server, new Room(control, options.version, ending.signal), new Guard(options.onFault ?? warn));
  ending.signal.addEventListener('abort', () => health.setStatus('unhealthy', servedDefinition.fullName), { once: true });
  const port = await server.listen(joinAddress(host, options.port));
  let gone: Promise<void> | undefined;
  return { address: joinAddress(host, port), close: () => (gone ??= close(server, ending)) };
}

function addServices(server: Server, room: Room, guard: Guard): HealthState {
  const health = HealthState();
  health.setMaxListeners(0);
  health.setStatus('healthy', servedDefinition.fullName);
  server.add(servedDefinition, nodeService(room, guard));
  server.add(HealthDefinition, HealthServiceImpl(health));
  addReflection(server, guard);
  return health;
}

async function close(server: Server, ending: AbortController): Promise<void> {
  ending.abort(closed());
  await Promise.race([server.shutdown(), setTimeout(GRACE, undefined, { ref: false })]);
  server.forceShutdown();
}

function warn(message: string, error: unknown): void {
  process.emitWarning(`${message}: ${error instanceof Error ? error.stack : String(error)}`);
}
