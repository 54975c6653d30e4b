import { afterEach, beforeEach, describe } from 'vitest';
import { aboutPeers } from './peers.js';
import { aboutPrivateMessages } from './private.js';
import { aboutRepair } from './repair.js';
import { aboutRumors } from './rumors.js';
import { aboutSearch } from './search.js';
import { aboutSimpleMode } from './simple-mode.js';
import type { World } from './world.js';

/** Everything that is stated about nodes, in a world of the given kind; each statement has a world of its own. */
export function conformance(kind: string, makeWorld: () => World): void {
  describe(`a node ${kind}`, () => {
    let world: World;
    beforeEach(() => {
      world = makeWorld();
    });
    afterEach(() => world.close());
    aboutRumors(() => world);
    aboutRepair(() => world);
    aboutPeers(() => world);
    aboutSimpleMode(() => world);
    aboutPrivateMessages(() => world);
    aboutSearch(() => world);
  });
}
