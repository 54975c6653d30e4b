import { setTimeout } from 'node:timers/promises';
import { createServer, type Server } from 'nice-grpc';
import { type BindOptions, bindHost, checkBindable, joinAddress } from './bind.js';
import { closed } from './closed.js';
import { deadlineInterceptor } from './deadline.js';

export interface ListenOptions extends BindOptions {
  /** Aborted when the server begins to close: by its own `close`, or by whoever it serves. */
  readonly ending: AbortController;
  /** The methods that must know the deadlines of their calls, by path. */
  readonly deadlines: (path: string) => boolean;
}

export interface ControlServer {
  /** `ip:port`, with the real port. */
  readonly address: string;
  /** Ends open streams with UNAVAILABLE, refuses new calls, and resolves once every connection is gone, within 0.2 s. */
  close(): Promise<void>;
}

/** Milliseconds for calls to end by themselves; what is left then is cut off. */
const GRACE = 150;

/** A caller whose machine is gone without a word would keep its watch for ever. */
const KEEPALIVE = { 'grpc.keepalive_time_ms': 60_000, 'grpc.keepalive_timeout_ms': 20_000 };

/** Serves whatever `add` adds. Throws INVALID_ADDRESS where it cannot or must not bind. */
export async function listen(options: ListenOptions, add: (server: Server) => void): Promise<ControlServer> {
  const { port: wanted, ending, deadlines } = options;
  const host = bindHost(options);
  await checkBindable(options, host);
  const server = createServer({ interceptors: [deadlineInterceptor(deadlines)], ...KEEPALIVE });
  add(server);
  const port = await server.listen(joinAddress(host, wanted));
  let gone: Promise<void> | undefined;
  return { address: joinAddress(host, port), close: () => (gone ??= close(server, ending)) };
}

async function close(server: Server, ending: AbortController): Promise<void> {
  ending.abort(closed());
  await Promise.race([server.shutdown(), setTimeout(GRACE, undefined, { ref: false })]);
  server.forceShutdown();
}
