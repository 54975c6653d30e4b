import type { Engine } from './engine.js';

/** How many there are. */
export interface Census {
  /** Nodes that are not gone. */
  readonly nodes: number;
  readonly up: number;
  readonly links: number;
}

/** What an engine knows, or what a walk through all nodes finds. */
export function censusOf(engine: Engine): Census {
  if (engine.census !== undefined) return engine.census;
  let [nodes, up, ends] = [0, 0, 0];
  for (let node = 0; node < engine.names.length; node++) {
    const state = engine.state(node);
    if (state === 'gone') continue;
    nodes++;
    if (state === 'up') up++;
    ends += engine.neighbours(node).size;
  }
  return { nodes, up, links: ends / 2 };
}
