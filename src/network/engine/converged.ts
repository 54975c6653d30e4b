import type { Engine } from './engine.js';
import { isLiving, type Texts } from './texts.js';

/**
 * The fact that all living nodes of a network, paused ones too, hold every text that any of them holds. To be asked again and again: it
 * remembers a node that lacks one, and looks at no other until that is over.
 */
export function converged(engine: Engine, texts: Texts): () => boolean {
  let suspect = 0;
  return () => {
    const count = engine.names.length;
    for (let looked = 0; looked < count; looked++) {
      if (isLiving(engine, suspect) && texts.areLackedBy(suspect)) return false;
      suspect = suspect + 1 < count ? suspect + 1 : 0;
    }
    return true;
  };
}
