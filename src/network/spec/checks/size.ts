import type { EngineKind } from '../../engine/engine.js';
import type { TopologySpec } from '../network-spec.js';

/** Nodes that an engine holds at the most. A real one takes two sockets a link and more, and its machine is one. */
const MOST_NODES: Readonly<Record<EngineKind, number>> = { emulated: 10_000_000, local: 300, processes: 100 };

/** A network whose links may come and go lists the neighbours of every node, and of a complete graph that is every other node. */
const MOST_COMPLETE = 5_000;

/** Why an engine cannot hold so many nodes of a topology; undefined where it can. */
export function sizeProblem(engine: EngineKind, nodes: number, topology: TopologySpec): string | undefined {
  const most = MOST_NODES[engine];
  if (nodes <= most) return topology === 'complete' && nodes > MOST_COMPLETE ? listsAll(nodes) : undefined;
  const instead = engine === 'emulated' ? `take at most ${most}` : `take at most ${most}, or the engine emulated`;
  return `${nodes} nodes are too many for the engine ${engine}: ${instead}`;
}

function listsAll(nodes: number): string {
  return `in a complete graph each of ${nodes} nodes would list all others: take at most ${MOST_COMPLETE} nodes, or regular:64`;
}
