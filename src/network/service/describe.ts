import { toDuration, toTimestamp } from '../../control/durations.js';
import { type Network, type NetworkLink, type NetworkNode, NetworkEngine, NodeState as ApiState } from '../../gen/peerster/v1/network.js';
import type { Engine, EngineKind, NodeState } from '../engine/engine.js';
import type { Hosted } from './hosted.js';

export const ENGINES: Readonly<Record<EngineKind, NetworkEngine>> = {
  emulated: NetworkEngine.NETWORK_ENGINE_EMULATED,
  local: NetworkEngine.NETWORK_ENGINE_LOCAL,
  processes: NetworkEngine.NETWORK_ENGINE_PROCESSES,
};

const STATES: Readonly<Record<NodeState, ApiState>> = {
  up: ApiState.NODE_STATE_UP,
  paused: ApiState.NODE_STATE_PAUSED,
  down: ApiState.NODE_STATE_DOWN,
  gone: ApiState.NODE_STATE_GONE,
};

export function toNetwork(hosted: Hosted): Network {
  const { name, engine, network, createdAt, faults } = hosted;
  return {
    name,
    engine: ENGINES[engine.kind],
    seed: BigInt(engine.seed),
    time: toDuration(engine.time.now),
    createTime: toTimestamp(createdAt),
    nodes: count(engine, (state) => state !== 'gone'),
    nodesUp: countUp(engine),
    links: BigInt(countLinks(engine)),
    faults: faults.list().length,
    planned: network.player.pending,
    speed: engine.time.speed,
    failure: network.failure?.message ?? '',
  };
}

export function toNode(engine: Engine, node: number): NetworkNode {
  return {
    name: engine.names[node] as string,
    state: STATES[engine.state(node)],
    gossipAddress: engine.gossipAddress(node) ?? '',
    uiAddress: engine.uiAddress(node) ?? '',
    links: degree(engine, node),
  };
}

/** The links of a node that lead to nodes with a higher number, so that each link is told once. */
export function linksOf(engine: Engine, node: number): NetworkLink[] {
  const others = [...engine.neighbours(node)].filter((other) => other > node).sort((a, b) => a - b);
  return others.map((other) => ({ a: engine.names[node] as string, b: engine.names[other] as string }));
}

export function countUp(engine: Engine): number {
  return count(engine, (state) => state === 'up');
}

function count(engine: Engine, isMeant: (state: NodeState) => boolean): number {
  let found = 0;
  for (let node = 0; node < engine.names.length; node++) if (isMeant(engine.state(node))) found++;
  return found;
}

function countLinks(engine: Engine): number {
  let ends = 0;
  for (let node = 0; node < engine.names.length; node++) ends += degree(engine, node);
  return ends / 2;
}

function degree(engine: Engine, node: number): number {
  if (engine.state(node) === 'gone') return 0;
  let links = 0;
  for (const _ of engine.neighbours(node)) links++;
  return links;
}
