import { bindHost } from '../../control/bind.js';
import { serveControl } from '../../control/server.js';
import { PeersterError } from '../../core/errors.js';
import { openUdpNode, type UdpNodeOptions } from '../../host/open.js';
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
  const log = new LineWriter(io.errFd);
  const logger = new Logger({ ...options, to: log });
  const lines = new LineWriter(io.outFd, (why) => logger.log('warn', `lines for standard output are lost: ${why}`));
  let told = performance.now();
  try {
    await live(options, { lines, log, logger, toPerson: io.interactive }, stop, () => (told = performance.now()));
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

interface Outputs {
  /** Standard output: what harnesses grep. */
  readonly lines: LineWriter;
  /** Standard error, and the logger that writes there. */
  readonly log: LineWriter;
  readonly logger: Logger;
  /** Whether somebody reads standard error at a terminal, and likes to be told what a harness need not know. */
  readonly toPerson: boolean;
}

/** Opens the node, says so, and closes it once `stop` or a Shutdown call asks for it, which it tells by `onEnd`. */
async function live(options: NodeArguments, outputs: Outputs, stop: AbortSignal, onEnd: () => void): Promise<void> {
  const { lines, logger } = outputs;
  const failed = new AbortController();
  const opening = open(options, logger, (failure) => failed.abort(failure));
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
    const ended = Promise.race([stopped, aborted(node.closing), aborted(failed.signal)]);
    if (options.settings.routeRumors !== 0) await Promise.race([firstRoute(node), ended]);
    announce(options, node, outputs);
    await ended;
    onEnd();
    node.close();
    lines.flush();
    await server.close();
    failed.signal.throwIfAborted(); // a node whose own rule has failed spreads nothing any more
  } finally {
    node.close();
  }
}

/** Resolves once the first route rumor has left: it comes before the node says that it is up. */
async function firstRoute(node: UdpNode): Promise<void> {
  await node.settled().catch(() => {}); // it fails only where the node is closing, and then that is what ends it
}

/** Loaded only when it is asked for, as the compiler is. */
async function ownRule(path: string, onFailure: (failure: Error) => void): Promise<UdpNodeOptions['rule']> {
  const { loadRule } = await import('../../network/rules/own-rule.js');
  return (await loadRule(path, onFailure)).make;
}

async function open(options: NodeArguments, logger: Logger, onFailure: (failure: Error) => void): Promise<UdpNode> {
  try {
    bindHost(options.ui);
    const rule = options.rulePath === undefined ? undefined : await ownRule(options.rulePath, onFailure);
    return await openUdpNode({ ...options, rule, report: (level, message, facts) => logger.log(level, message, facts) });
  } catch (error) {
    throw error instanceof PeersterError ? refusal(error) : error;
  }
}

/** What is wrong by itself is a wrong use; an address that is busy or not this machine's, or a folder, is a failure of this moment. */
function refusal({ code, message, facts }: PeersterError): Error {
  if (code === 'DISK_FAILED') return new Error(message);
  if (facts.system === undefined) return new UsageError(message);
  return new Error(facts.system === 'EADDRINUSE' ? `${message}; ${SECOND_NODE}` : message);
}

const SECOND_NODE = 'a second node on this machine needs its own -gossipAddr and -UIPort (port 0: any free one)';

function listen(node: UdpNode, writer: LineWriter, logger: Logger): void {
  const lines = new Lines(() => node.query((core) => core.neighbours));
  node.trace(PRINTED_KINDS, (event) => writer.write(lines.of(event)));
  node.trace(loggedKinds(logger), traceLog(logger));
}

function announce(options: NodeArguments, node: UdpNode, { lines, log, toPerson }: Outputs): void {
  const { name, gossipAddress, uiAddress, incarnation } = node.facts;
  if (toPerson) log.write(`${name} gossips at ${gossipAddress}; talk to it with peerster send --address ${uiAddress} "hello"\n`);
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
