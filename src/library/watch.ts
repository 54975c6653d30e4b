import type { NodeControl } from '../control/node-control.js';
import type { Wakeups } from '../control/wakeups.js';
import { Linked } from './linked.js';
import { type Message, toMessage } from './message.js';

/**
 * Every message from a position on, each once and in log order, until the node closes or the signal is aborted. It holds nothing
 * but its position, so a slow reader lags; one that lags behind what the log keeps gets POSITION_GONE.
 */
export async function* watchFrom(
  control: NodeControl,
  wakeups: Wakeups,
  start: number,
  caller: AbortSignal | undefined,
): AsyncGenerator<Message, void> {
  const log = control.query((node) => node.log);
  const linked = new Linked(caller);
  const sleeper = wakeups.join(linked.signal);
  try {
    for (let position = start; !linked.signal.aborted; ) {
      if (position < log.end) yield toMessage(log.at(position), position++, (at) => control.wallTime(at));
      else if (control.closing.aborted) return;
      else await sleeper.sleep();
    }
  } finally {
    linked.release();
    wakeups.leave(sleeper);
  }
}
