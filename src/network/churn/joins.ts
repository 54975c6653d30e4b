import type { Random } from '../../core/random.js';
import type { TimelineEntry } from '../timeline/timeline-entry.js';
import type { Churn } from './churn-spec.js';
import { drawGap, drawLength } from './lengths.js';

interface Guest {
  readonly name: string;
  readonly leaves: number;
}

/** Whoever joins in a ms in which somebody leaves is not linked with that one. */
export function* joins(spec: Churn<'joins'>, names: readonly string[], random: Random): Iterable<TimelineEntry> {
  let guests: Guest[] = [];
  let number = 0;
  for (let time = spec.from; ; ) {
    time += drawGap(spec.gap, random);
    const at = Math.ceil(time);
    if (at >= spec.until) return;
    guests = guests.filter(({ leaves }) => leaves > at);
    const name = `${spec.prefix}${++number}`;
    const neighbours = some([...names, ...guests.map((guest) => guest.name)], spec.links, random);
    const leaves = at + drawLength(spec.session, random);
    guests.push({ name, leaves });
    yield { at, action: { do: 'add', node: { name }, neighbours } };
    if (leaves < spec.until) yield { at: leaves, action: { do: 'remove', nodes: [name] } };
  }
}

/** So many different ones, or all. */
function some(names: readonly string[], count: number, random: Random): string[] {
  const chosen = new Set<string>();
  while (chosen.size < Math.min(count, names.length)) chosen.add(names[random.below(names.length)] as string);
  return [...chosen];
}
