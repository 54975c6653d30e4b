import { atOnce, type Pieces } from '../pieces/pieces.js';
import { World } from './world.js';
import type { WorldOptions } from './world-options.js';

/** Nodes that are born in one piece of the work. */
const BORN = 64;

/** A world with all its nodes. */
export function openWorld(options: WorldOptions): World {
  const world = new World(options);
  atOnce(settleAll(world));
  return world;
}

export function* settleAll(world: World): Pieces<void> {
  for (let node = 0; node < world.size; node++) {
    world.settle(node);
    if (node % BORN === 0) yield { made: 'nodes', count: node };
  }
}
