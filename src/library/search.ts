import type { NodeControl } from '../control/node-control.js';
import type { Wakeups } from '../control/wakeups.js';
import type { EventKind, Match } from '../core/events.js';
import type { SearchOptions } from './options.js';

const NEWS: ReadonlySet<EventKind> = new Set<EventKind>(['found', 'search-over']);
const NEVER = new AbortController().signal;

/** The matches of a new search until it is over; it is cancelled when its reader leaves or `signal` is aborted. */
export async function* searchFrom(
  control: NodeControl,
  wakeups: Wakeups,
  keywords: readonly string[],
  { budget = 0, signal = NEVER }: SearchOptions,
): AsyncGenerator<Match, void> {
  const search = control.command(({ services }) => services.searches.start(keywords, budget));
  const sleeper = wakeups.join(signal);
  const stopTrace = control.trace(NEWS, () => sleeper.wake());
  try {
    for (let told = 0; !signal.aborted; await sleeper.sleep()) {
      control.closing.throwIfAborted();
      for (; told < search.matches.length; told++) yield search.matches[told] as Match;
      if (search.verdict !== undefined) return;
    }
  } finally {
    stopTrace();
    wakeups.leave(sleeper);
    if (!control.closing.aborted) control.command(({ services }) => services.searches.cancel(search.id));
  }
}
