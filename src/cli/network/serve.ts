import { bindHost } from '../../control/bind.js';
import { PeersterError } from '../../core/errors.js';
import { NETWORK_PORT, serveNetworks } from '../../network/service/server.js';
import { UsageError } from '../go-flags.js';
import type { Io } from '../io.js';
import { type ProgramFlags, programOf } from './program-options.js';
import { programName } from './program-name.js';

/** What `peerster network serve` is asked for. */
export interface ServeFlags extends ProgramFlags {
  readonly port: number;
  readonly host: string;
  readonly insecure?: boolean;
  readonly ready?: boolean;
  /** Whether a request may say which programs nodes are. */
  readonly programs?: boolean;
}

/** Serves networks until it is told to stop. */
export async function serve(flags: ServeFlags, io: Io): Promise<void> {
  const { port, host, insecure = false, ready = false, programs = false } = flags;
  const stop = io.stopSignal();
  checkHost(host, insecure);
  const onFault = (message: string, error: unknown): void => {
    io.err(`peerster network: ${message}: ${error instanceof Error ? error.stack : String(error)}\n`);
  };
  const server = await serveNetworks({ host, port, insecure, onFault, programs: { any: programs, usual: programOf(flags) } });
  try {
    if (ready) io.out(`${JSON.stringify({ ready: true, address: server.address, pid: process.pid })}\n`);
    else io.out(linesFor(server.address));
    await aborted(stop);
  } finally {
    await server.close();
  }
}

/** An address that others can reach is a wrong use, unless it is meant. */
function checkHost(host: string, insecure: boolean): void {
  try {
    bindHost({ host, insecure, words: NETWORK_PORT });
  } catch (error) {
    throw error instanceof PeersterError ? new UsageError(error.message) : error;
  }
}

function linesFor(address: string): string {
  const program = programName(process.argv[1], process.cwd());
  return [
    `Networks are served at ${address}; Ctrl-C ends them all. From another terminal:`,
    `  ${program} network create --address ${address} --topology ring --nodes 20`,
    `  ${program} send --address ${address} --node n1 "hello"`,
    `  ${program} network run-until converged --address ${address}`,
    `  ${program} messages --address ${address} --node n11`,
    `  grpcurl -plaintext ${address} list`,
    '',
  ].join('\n');
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
