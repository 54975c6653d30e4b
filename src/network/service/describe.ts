import { toDuration, toTimestamp } from '../../control/durations.js';
import { type Network, type NetworkLink, type NetworkNode, NetworkEngine, NodeState as ApiState } from '../../gen/peerster/v1/network.js';
import { censusOf } from '../engine/census.js';
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
  const census = censusOf(engine);
  return {
    name,
    engine: ENGINES[engine.kind],
    seed: BigInt(engine.seed),
    time: toDuration(engine.time.now),
    createTime: toTimestamp(createdAt),
    nodes: census.nodes,
    nodesUp: census.up,
    links: BigInt(census.links),
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
    links: engine.state(node) === 'gone' ? 0 : engine.neighbours(node).size,
  };
}

/** The links of a node that lead to nodes with a higher number, so that each link is told once. */
export function linksOf(engine: Engine, node: number): NetworkLink[] {
  const others = [...engine.neighbours(node)].filter((other) => other > node).sort((a, b) => a - b);
  return others.map((other) => ({ a: engine.names[node] as string, b: engine.names[other] as string }));
}
