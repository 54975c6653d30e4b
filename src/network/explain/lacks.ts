import type { Engine } from '../engine/engine.js';
import { isLiving, type Texts } from '../engine/texts.js';

/** Ids of an origin that a node does not hold, both ends included, and that some node does. */
export interface Lack {
  readonly node: number;
  readonly origin: string;
  readonly first: number;
  readonly last: number;
}

/** What is lacking: `most` of it, how much there is, and how much of that at nodes that live. */
export interface Lacking {
  readonly lacks: readonly Lack[];
  readonly total: number;
  readonly ofLiving: number;
}

/** What nodes that are not gone lack of the texts that living ones hold. */
export function lacksOf(engine: Engine, texts: Texts, most: number): Lacking {
  const wanted = texts.wanted();
  const lacks: Lack[] = [];
  let [total, ofLiving] = [0, 0];
  for (let node = 0; node < engine.names.length; node++) {
    const state = engine.state(node);
    if (state === 'gone') continue;
    for (const [origin, nextId] of wanted) {
      const first = engine.nextId(node, origin);
      if (first >= nextId) continue;
      total++;
      if (state !== 'down') ofLiving++;
      if (lacks.length < most) lacks.push({ node, origin, first, last: nextId - 1 });
    }
  }
  return { lacks, total, ofLiving };
}

/** The nodes that are up and hold a rumor. */
export function holdersOf(engine: Engine, origin: string, id: number): number[] {
  const holders: number[] = [];
  for (let node = 0; node < engine.names.length; node++)
    if (engine.state(node) === 'up' && engine.nextId(node, origin) > id) holders.push(node);
  return holders;
}

/** The last id of an origin that a living node holds; 0: none. */
export function lastHeld(engine: Engine, origin: string): number {
  let last = 0;
  for (let node = 0; node < engine.names.length; node++) if (isLiving(engine, node)) last = Math.max(last, engine.nextId(node, origin) - 1);
  return last;
}
