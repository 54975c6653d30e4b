import { randomInt } from 'node:crypto';
import type { Guard } from '../../control/guard.js';
import { PeersterError } from '../../core/errors.js';
import { type CreateNetworkRequest, NetworkEngine } from '../../gen/peerster/v1/network.js';
import type { EngineKind, NodeSpec } from '../engine/engine.js';
import { readNetwork } from '../file/read.js';
import { parseGraphml } from '../graph-files/graphml.js';
import type { NamedGraph } from '../graph-files/named-graph.js';
import { checkHeap } from '../heap-room.js';
import { openNetwork } from '../open.js';
import { sizeProblem } from '../spec/checks/size.js';
import { notHere } from '../programs/problems.js';
import type { NodeProgram, ProgramChoice } from '../programs/node-program.js';
import type { NetworkSpec } from '../spec/network-spec.js';
import { PLAIN_SPEC } from '../spec/plain-spec.js';
import { addNodes, toSpec } from './commands.js';
import { ENGINES } from './describe.js';
import { toBase } from './faults/fault-messages.js';
import { Hosted } from './hosted.js';
import type { Networks } from './networks.js';
import { checkDirectory, type ProgramPolicy, refused, toProgram } from './program-messages.js';

/**
 * Makes a network and adds it to the others. Throws NAME_TAKEN, INVALID_SETTING, INVALID_REQUEST, UNKNOWN_NODE, UNSUPPORTED; nothing is left
 * then, nor where the caller leaves.
 */
export function createNetwork(networks: Networks, request: CreateNetworkRequest, guard: Guard, left: AbortSignal): Promise<Hosted> {
  return networks.add(request.name, async (name, calledOff) => {
    const { programs } = networks;
    const spec = specOf(request, name, programs);
    const signal = AbortSignal.any([left, calledOff]);
    const hosted = new Hosted(name, await openNetwork(spec, { setUp: { signal } }), guard, request.keepLines, programs);
    try {
      signal.throwIfAborted();
      await addExtras(hosted, request);
      begin(hosted, spec);
    } catch (error) {
      await hosted.close();
      throw error;
    }
    return hosted;
  });
}

/** What a file plans begins after its warm-up, as time passes. */
function begin({ network, engine }: Hosted, { warmUp }: NetworkSpec): void {
  if (warmUp === 0) network.begin();
  else engine.time.at(engine.time.now + warmUp, () => network.begin());
}

function specOf(request: CreateNetworkRequest, name: string, policy: ProgramPolicy): NetworkSpec {
  const { settings, links, shape } = request;
  if (shape?.$case === 'file') return specOfFile(request, shape.value, name, policy);
  const engine = engineOf(request.engine) ?? 'emulated';
  const seed = seedOf(request.seed) ?? randomInt(2 ** 48 - 1);
  const programs = choicesOf(engine, toProgram(request.program, policy) ?? usualOf(engine, policy));
  return { ...PLAIN_SPEC, name, engine, seed, ...graphOf(request, engine, policy), settings, links: toBase(links), programs };
}

/** All nodes have a program, if there is one. Throws UNSUPPORTED. */
function choicesOf(engine: EngineKind, program: NodeProgram | undefined): ProgramChoice[] {
  if (program === undefined) return [];
  if (engine !== 'processes') throw notHere(engine);
  return [{ nodes: ['*'], program }];
}

function usualOf(engine: EngineKind, { usual }: ProgramPolicy): NodeProgram | undefined {
  return engine === 'processes' ? usual : undefined;
}

function specOfFile(request: CreateNetworkRequest, text: string, name: string, policy: ProgramPolicy): NetworkSpec {
  const { names, nodes, settings, links, simple, program } = request;
  if (program !== undefined || names.length > 0 || nodes.length > 0 || Object.keys(settings).length > 0 || links !== undefined || simple)
    throw new PeersterError('INVALID_REQUEST', 'a file says everything but name, engine and seed; leave the rest out');
  const spec = readNetwork(text, 'file');
  if (spec.rule !== undefined)
    throw new PeersterError(
      'UNSUPPORTED',
      'a rule of its own is code, which a server loads for nobody; play the file with peerster network run',
    );
  if (spec.programs.length > 0 && !policy.any) throw refused();
  if (spec.pcap !== undefined)
    throw new PeersterError('UNSUPPORTED', 'a server writes captures for nobody; play the file with peerster network run --pcap');
  for (const { program: each } of spec.programs) checkDirectory(each);
  const seed = seedOf(request.seed) ?? spec.seed ?? randomInt(2 ** 48 - 1);
  const engine = engineOf(request.engine) ?? spec.engine;
  checkSize(engine, spec.nodes.length);
  return { ...spec, name, engine, seed, programs: [...choicesOf(engine, usualOf(engine, policy)), ...spec.programs] };
}

function engineOf(asked: NetworkEngine): EngineKind | undefined {
  if (asked === NetworkEngine.NETWORK_ENGINE_UNSPECIFIED) return undefined;
  for (const [kind, number] of Object.entries(ENGINES)) if (number === asked) return kind as EngineKind;
  throw new PeersterError('INVALID_REQUEST', `engine ${asked} does not exist; use 1 (emulated), 2 (local) or 3 (processes)`);
}

function seedOf(asked: bigint | undefined): number | undefined {
  if (asked === undefined) return undefined;
  if (asked <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(asked);
  throw new PeersterError('INVALID_REQUEST', `seed is ${asked}; it must be at most ${Number.MAX_SAFE_INTEGER}`);
}

function graphOf(request: CreateNetworkRequest, engine: EngineKind, policy: ProgramPolicy): Pick<NetworkSpec, 'nodes' | 'topology'> {
  const { shape, names } = request;
  if (shape?.$case === 'topology') {
    const { name, nodes } = shape.value;
    checkSize(engine, nodes);
    if (names.length > nodes) throw new PeersterError('INVALID_REQUEST', `names has ${names.length} entries for ${nodes} nodes`);
    const all = Array.from({ length: nodes }, (_, at) => names[at] ?? `n${at + 1}`);
    return { nodes: all.map((each) => specFor(request, each, policy)), topology: name };
  }
  if (names.length > 0) throw new PeersterError('INVALID_REQUEST', 'names go with a topology; links and nodes have names of their own');
  const { names: all, links } = namedGraph(shape);
  checkSize(engine, all.length);
  return { nodes: all.map((each) => specFor(request, each, policy)), topology: links };
}

function namedGraph(shape: CreateNetworkRequest['shape']): NamedGraph {
  if (shape?.$case === 'graphml') return parseGraphml(shape.value);
  const links = shape?.$case === 'edges' ? shape.value.links.map(({ a, b }) => [a, b] as const) : [];
  return { names: [...new Set(links.flat())], links };
}

function specFor({ nodes, simple }: CreateNetworkRequest, name: string, policy: ProgramPolicy): NodeSpec {
  const own = nodes.find((node) => node.name === name);
  const settings = own?.settings ?? {};
  return toSpec({ settings, simple: simple || own?.simple === true }, name, toProgram(own?.program, policy));
}

/** Those nodes of the request that are none of the graph. */
async function addExtras(hosted: Hosted, { nodes, simple }: CreateNetworkRequest): Promise<void> {
  const extras = nodes.filter(({ name }) => name === '' || hosted.engine.find(name) === undefined);
  if (extras.length > 0)
    await addNodes(
      hosted,
      extras.map((node) => ({ ...node, simple: simple || node.simple })),
    );
}

/** Before anything is made of so many. */
function checkSize(engine: EngineKind, nodes: number): void {
  const problem = sizeProblem(engine, nodes);
  if (problem !== undefined) throw new PeersterError('INVALID_SETTING', problem);
  if (engine === 'emulated') checkHeap(nodes);
}
