import { randomInt } from 'node:crypto';
import type { ControlServer } from '../../control/listen.js';
import { PeersterError } from '../../core/errors.js';
import { Random } from '../../core/random.js';
import type { EngineKind } from '../../network/engine/engine.js';
import type { FaultSpec } from '../../network/faults/fault-spec.js';
import type { DelayRange } from '../../network/links/delay.js';
import type { Network } from '../../network/network.js';
import { openNetwork } from '../../network/open.js';
import type { ProgramChoice } from '../../network/programs/node-program.js';
import { serveNetworks } from '../../network/service/server.js';
import { PLAIN_SPEC } from '../../network/spec/plain-spec.js';
import { describe } from '../../network/story/describe.js';
import { makeTopology } from '../../network/topology/registry.js';
import type { Topology } from '../../network/topology/topology.js';
import { UsageError } from '../go-flags.js';
import type { Io } from '../io.js';
import { perform } from './perform.js';
import { programsOf } from './program-options.js';
import type { Chosen, UpOptions } from './up-options.js';

const WATCHED_DELAY = { min: 100, max: 300 };
const NO_DELAY = { min: 0, max: 0 };

/** Times real time at which an emulated network goes on while its story is told. */
const SPEED = { watched: 1, once: 20 };

/** Starts the network, tells its story, serves it, and keeps it up until Ctrl-C unless it is to end by itself. */
export async function up(asked: UpOptions, io: Io): Promise<void> {
  const programs = programsOf(asked);
  const options = { ...asked, engine: engineOf(asked) };
  const seed = options.seed ?? randomInt(2 ** 32);
  const random = new Random(seed);
  const range = options.delay ?? (options.once ? NO_DELAY : WATCHED_DELAY);
  const topology = topologyOf(options, random);
  const stop = io.stopSignal();
  const network = await open(options, { seed, delay: range, topology, programs });
  const description = describe({ ...options, delay: range, seed });
  let server: ControlServer | undefined;
  try {
    server = await serveNetworks({ host: '127.0.0.1', port: options.port, insecure: false, network: ['net1', network] });
    const { address } = server;
    await perform({ options, io, network, address, topology, random: random.fork('story'), description, stop });
  } finally {
    await (server ?? network).close();
  }
}

interface Made {
  readonly seed: number;
  readonly delay: DelayRange;
  readonly topology: Topology;
  readonly programs: readonly ProgramChoice[];
}

async function open(options: Chosen, { seed, delay, topology, programs }: Made): Promise<Network> {
  const { engine, loss, uiPort, once } = options;
  if (uiPort > 0 && engine !== 'local')
    throw new UsageError(`--ui-port goes with --engine local; nodes of the engine ${engine} have ports of the system's choice, or none`);
  const names = Array.from({ length: topology.nodes }, (_, node) => `n${node + 1}`);
  const pairs = topology.edges.map(([a, b]) => [names[a], names[b]] as [string, string]);
  const nodes = names.map((name) => ({ name }));
  const links = linksOf(delay, loss);
  const network = await openNetwork({ ...PLAIN_SPEC, engine, seed, nodes, topology: pairs, links, programs }, { uiPort });
  if (network.engine.time.isVirtual) network.engine.time.setSpeed(once ? SPEED.once : SPEED.watched);
  return network;
}

/** Somebody else's nodes are processes. Throws UsageError. */
function engineOf({ engine, node }: UpOptions): EngineKind {
  if (node === undefined) return engine ?? 'local';
  if (engine === undefined || engine === 'processes') return 'processes';
  throw new UsageError(`--node goes with --engine processes: somebody else's nodes cannot be ${engine}`);
}

function linksOf(delay: DelayRange, loss: number): FaultSpec[] {
  const links: FaultSpec[] = [];
  if (delay.max > 0) links.push({ on: { links: 'all' }, fault: { kind: 'delay', distribution: 'uniform', ...delay } });
  if (loss > 0) links.push({ on: { links: 'all' }, fault: { kind: 'loss', probability: loss } });
  return links;
}

function topologyOf(options: UpOptions, random: Random): Topology {
  try {
    return makeTopology(options.topology, options.nodes, random.fork('topology'));
  } catch (error) {
    throw error instanceof PeersterError ? new UsageError(error.message) : error;
  }
}
