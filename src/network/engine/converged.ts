import type { Engine } from './engine.js';

/**
 * The fact that all living nodes of a network, paused ones too, hold the same, which then is everything that any of them holds.
 * To be asked again and again: it remembers a node that holds something else than the first one, and looks at no other until that is over.
 */
export function converged(engine: Engine): () => boolean {
  let suspect = 0;
  return () => {
    const first = nextLiving(engine, 0);
    const count = engine.names.length;
    for (let looked = 0; looked < count; looked++) {
      if (isLiving(engine, suspect) && !holdTheSame(engine, first, suspect)) return false;
      suspect = suspect + 1 < count ? suspect + 1 : 0;
    }
    return true;
  };
}

function nextLiving(engine: Engine, from: number): number {
  let node = from;
  while (node < engine.names.length && !isLiving(engine, node)) node++;
  return node;
}

function isLiving(engine: Engine, node: number): boolean {
  const state = engine.state(node);
  return state === 'up' || state === 'paused';
}

function holdTheSame(engine: Engine, a: number, b: number): boolean {
  if (a === b) return true;
  const held = engine.vector(a);
  if (held.length !== engine.vector(b).length) return false;
  return held.every(({ identifier, nextId }) => engine.nextId(b, identifier) === nextId);
}
