import { bindHost } from '../../control/bind.js';
import { serveControl } from '../../control/server.js';
import { PeersterError } from '../../core/errors.js';
import { openUdpNode } from '../../host/open.js';
import type { UdpNode } from '../../host/udp-node.js';
import { LineWriter } from '../../logging/line-writer.js';
import { Lines, PRINTED_KINDS } from '../../logging/lines.js';
import { Logger } from '../../logging/logger.js';
import { loggedKinds, traceLog } from '../../logging/trace-log.js';
import { VERSION } from '../../version.js';
import { goCommand } from '../go-command.js';
import { type FlagValues, UsageError } from '../go-flags.js';
import type { Io } from '../io.js';
import { NODE_FLAGS, NODE_NOTES, NODE_USAGE } from './flags.js';
import { type NodeArguments, nodeArguments } from './options.js';

/** `peerster node`: one node with its gRPC API until it is told to stop. */
export const nodeCommand = goCommand({ usage: NODE_USAGE, flags: NODE_FLAGS, notes: NODE_NOTES, run });

async function run(values: FlagValues, io: Io): Promise<number> {
  const options = nodeArguments(values);
  const stop = io.stopSignal();
  const lines = new LineWriter(io.outFd);
  const log = new LineWriter(io.errFd);
  const logger = new Logger({ ...options, to: log });
  let told = performance.now();
  try {
    await live(options, lines, logger, stop, () => (told = performance.now()));
    return 0;
  } finally {
    await logger.flush();
    for (const writer of [lines, log]) writer.close(told + LAST_LINES - performance.now(), STALLED);
  }
}

/** How long after it was told to end the node waits for a slow reader of its lines, ms: it must be gone within 0.3 s of SIGTERM. */
const LAST_LINES = 200;
/** And for one that reads nothing at all, ms. */
const STALLED = 80;

/** Opens the node, says so, and closes it once `stop` or a Shutdown call asks for it, which it tells by `onEnd`. */
async function live(options: NodeArguments, lines: LineWriter, logger: Logger, stop: AbortSignal, onEnd: () => void): Promise<void> {
  const opening = open(options, logger);
  const stopped = aborted(stop);
  const node = await Promise.race([opening, stopped]);
  if (node === undefined) return void opening.then((late) => late.close()).catch(() => {});
  try {
    listen(node, lines, logger);
    const server = await serveControl(node, {
      ...options.ui,
      version: VERSION,
      onFault: (message, error) => fault(logger, message, error),
    });
    node.facts.uiAddress = server.address;
    announce(options, node, lines);
    await Promise.race([stopped, aborted(node.closing)]);
    onEnd();
    node.close();
    lines.flush();
    await server.close();
  } finally {
    node.close();
  }
}

async function open(options: NodeArguments, logger: Logger): Promise<UdpNode> {
  try {
    bindHost(options.ui);
    return await openUdpNode({ ...options, report: (level, message, facts) => logger.log(level, message, facts) });
  } catch (error) {
    // What is wrong by itself is a wrong use; an address that is busy or not this machine's is a failure of this moment.
    if (error instanceof PeersterError && error.facts.system === undefined) throw new UsageError(error.message);
    throw error;
  }
}

function listen(node: UdpNode, writer: LineWriter, logger: Logger): void {
  const lines = new Lines(() => node.query((core) => core.neighbours));
  node.trace(PRINTED_KINDS, (event) => writer.write(lines.of(event)));
  node.trace(loggedKinds(logger), traceLog(logger));
}

function announce(options: NodeArguments, node: UdpNode, lines: LineWriter): void {
  const { name, gossipAddress, uiAddress, incarnation } = node.facts;
  if (options.verbose) lines.write('Gossiper running\n');
  if (options.ready) lines.write(`${JSON.stringify({ ready: true, name, gossipAddress, uiAddress, incarnation, pid: process.pid })}\n`);
  lines.flush();
}

function fault(logger: Logger, message: string, error: unknown): void {
  logger.log('error', message, { cause: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}

function aborted(signal: AbortSignal): Promise<undefined> {
  if (signal.aborted) return Promise.resolve(undefined);
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }));
}
