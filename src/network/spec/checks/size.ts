import type { EngineKind } from '../../engine/engine.js';

/** Nodes that an engine holds at the most. A real one takes two sockets a link and more, and its machine is one. */
const MOST_NODES: Readonly<Record<EngineKind, number>> = { emulated: 10_000_000, local: 300, processes: 100 };

/** Why an engine cannot hold so many nodes; undefined where it can. */
export function sizeProblem(engine: EngineKind, nodes: number): string | undefined {
  const most = MOST_NODES[engine];
  if (nodes <= most) return undefined;
  const instead = engine === 'emulated' ? `take at most ${most}` : `take at most ${most}, or the engine emulated`;
  return `${nodes} nodes are too many for the engine ${engine}: ${instead}`;
}
