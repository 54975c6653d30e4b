import { missingError } from '../control/missing.js';
import type { NodeControl } from '../control/node-control.js';
import type { Wakeups } from '../control/wakeups.js';
import { PeersterError } from '../core/errors.js';
import { Linked } from './linked.js';
import type { AwaitOptions } from './options.js';

/** For each origin the next id, that is the last id held plus one. */
export type Vector = Readonly<Record<string, number>> | ReadonlyMap<string, number>;

/** Resolves once the node holds at least the vector. Throws TIMED_OUT (with what is missing), CLOSED, or the signal's reason. */
export async function awaitVector(control: NodeControl, wakeups: Wakeups, vector: Vector, options: AwaitOptions): Promise<void> {
  const wanted = vector instanceof Map ? [...vector] : Object.entries(vector);
  const { timeout, signal } = options;
  const linked = new Linked(signal);
  const sleeper = wakeups.join(linked.signal);
  let late = false;
  const expire = (): void => {
    late = true;
    sleeper.wake();
  };
  const timer = timeout === undefined ? undefined : setTimeout(expire, timeout);
  try {
    for (;;) {
      const missing = control.query((node) => wanted.filter(([origin, nextId]) => node.nextId(origin) < nextId));
      if (missing.length === 0) return;
      if (control.closing.aborted) throw new PeersterError('CLOSED', 'the node is closing');
      signal?.throwIfAborted();
      if (late) throw missingError(missing.map((entry) => lack(control, entry)));
      await sleeper.sleep();
    }
  } finally {
    clearTimeout(timer);
    linked.release();
    wakeups.leave(sleeper);
  }
}

function lack(control: NodeControl, [origin, nextId]: readonly [string, number]): { origin: string; first: number; last: number } {
  return { origin, first: control.query((node) => node.nextId(origin)), last: nextId - 1 };
}
