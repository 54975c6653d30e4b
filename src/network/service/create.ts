import { randomInt } from 'node:crypto';
import type { Guard } from '../../control/guard.js';
import { PeersterError } from '../../core/errors.js';
import { type CreateNetworkRequest, NetworkEngine } from '../../gen/peerster/v1/network.js';
import type { EngineKind, NodeSpec } from '../engine/engine.js';
import { openNetwork } from '../open.js';
import type { NetworkSpec } from '../spec/network-spec.js';
import { addNodes, toSpec } from './commands.js';
import { ENGINES } from './describe.js';
import { toBase } from './faults/fault-messages.js';
import { Hosted } from './hosted.js';
import type { Networks } from './networks.js';

/** Nodes that an engine can hold at the most, and what to do for more. */
const MOST: Readonly<Record<EngineKind, { readonly nodes: number; readonly instead: string }>> = {
  emulated: { nodes: 1_000_000, instead: 'take fewer' },
  local: { nodes: 300, instead: 'take fewer, or engine NETWORK_ENGINE_EMULATED' },
  processes: { nodes: 100, instead: 'take fewer, or engine NETWORK_ENGINE_LOCAL or NETWORK_ENGINE_EMULATED' },
};

/** Every node of a complete graph keeps a list of all others. */
const MOST_COMPLETE = 5_000;

/** Makes a network and adds it to the others. Throws NAME_TAKEN, INVALID_SETTING, INVALID_REQUEST, UNKNOWN_NODE; nothing is left then. */
export function createNetwork(networks: Networks, request: CreateNetworkRequest, guard: Guard): Promise<Hosted> {
  return networks.add(request.name, async (name) => {
    const spec = specOf(request, name);
    checkSize(spec);
    const hosted = new Hosted(name, await openNetwork(spec), guard);
    try {
      await addExtras(hosted, request);
    } catch (error) {
      await hosted.close();
      throw error;
    }
    return hosted;
  });
}

function specOf(request: CreateNetworkRequest, name: string): NetworkSpec {
  const { settings, links } = request;
  return {
    name,
    engine: engineOf(request.engine),
    seed: seedOf(request.seed),
    ...graphOf(request),
    overrides: [],
    settings,
    links: toBase(links),
    warmUp: 0,
    workload: [],
    timeline: [],
    end: { kind: 'at', ms: 0 },
    assertions: [],
    churn: [],
    mobility: undefined,
    rule: undefined,
  };
}

function engineOf(asked: NetworkEngine): EngineKind {
  if (asked === NetworkEngine.NETWORK_ENGINE_UNSPECIFIED) return 'emulated';
  for (const [kind, number] of Object.entries(ENGINES)) if (number === asked) return kind as EngineKind;
  throw new PeersterError('INVALID_REQUEST', `engine ${asked} does not exist; use 1 (emulated), 2 (local) or 3 (processes)`);
}

function seedOf(asked: bigint | undefined): number {
  if (asked === undefined) return randomInt(2 ** 48 - 1);
  if (asked <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(asked);
  throw new PeersterError('INVALID_REQUEST', `seed is ${asked}; it must be at most ${Number.MAX_SAFE_INTEGER}`);
}

function graphOf(request: CreateNetworkRequest): Pick<NetworkSpec, 'nodes' | 'topology'> {
  const { shape, names } = request;
  if (shape?.$case === 'topology') {
    const { name, nodes } = shape.value;
    if (names.length > nodes) throw new PeersterError('INVALID_REQUEST', `names has ${names.length} entries for ${nodes} nodes`);
    const all = Array.from({ length: nodes }, (_, at) => names[at] ?? `n${at + 1}`);
    return { nodes: all.map((each) => specFor(request, each)), topology: name };
  }
  if (names.length > 0) throw new PeersterError('INVALID_REQUEST', 'names go with a topology; links and nodes have names of their own');
  if (shape?.$case !== 'edges') return { nodes: [], topology: [] };
  const pairs = shape.value.links.map(({ a, b }) => [a, b] as const);
  return { nodes: [...new Set(pairs.flat())].map((each) => specFor(request, each)), topology: pairs };
}

function specFor({ nodes, simple }: CreateNetworkRequest, name: string): NodeSpec {
  const own = nodes.find((node) => node.name === name);
  return toSpec({ settings: own?.settings ?? {}, simple: simple || own?.simple === true }, name);
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

function checkSize({ engine, nodes, topology }: NetworkSpec): void {
  const { nodes: most, instead } = MOST[engine];
  if (nodes.length > most)
    throw new PeersterError(
      'INVALID_SETTING',
      `${nodes.length} nodes are too many for the engine "${engine}"; ${instead}: it holds up to ${most}`,
    );
  if (topology === 'complete' && nodes.length > MOST_COMPLETE) {
    const advice = `take at most ${MOST_COMPLETE} nodes, or regular:64`;
    throw new PeersterError('INVALID_SETTING', `in a complete graph each of ${nodes.length} nodes would list all others: ${advice}`);
  }
}
