import type { Random } from '../../core/random.js';
import type { TimelineEntry } from '../timeline/timeline-entry.js';
import type { Churn } from './churn-spec.js';
import { drawGap, drawLength } from './lengths.js';

/** Draws for a node that is up, after which all nodes are looked at. */
const DRAWS = 16;

/** A crash that finds no node up does not happen. */
export function* crashes(spec: Churn<'crashes'>, names: readonly string[], random: Random): Iterable<TimelineEntry> {
  const downUntil = new Float64Array(names.length);
  for (let time = spec.from; ; ) {
    time += drawGap(spec.gap, random);
    const at = Math.ceil(time);
    if (at >= spec.until) return;
    const victim = drawUp(downUntil, at, random);
    if (victim === undefined) continue;
    const back = Math.min(spec.until, at + drawLength(spec.absence, random));
    downUntil[victim] = back;
    const nodes = [names[victim] as string];
    yield { at, action: { do: 'crash', nodes } };
    yield { at: back, action: { do: 'restart', nodes, memory: spec.memory } };
  }
}

function drawUp(downUntil: Float64Array, at: number, random: Random): number | undefined {
  for (let draws = 0; draws < DRAWS; draws++) {
    const node = random.below(downUntil.length);
    if ((downUntil[node] as number) <= at) return node;
  }
  const up = [...downUntil.keys()].filter((node) => (downUntil[node] as number) <= at);
  return up.length === 0 ? undefined : up[random.below(up.length)];
}
