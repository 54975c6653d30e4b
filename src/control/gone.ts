/** Turns of the event loop after which it is known. One is enough where the connection is gone, some clients' cancels take two. */
const TURNS = 5;

/**
 * Rejects if the caller is gone whose stream of requests has just ended: one that breaks off ends like any other, and that its caller is
 * gone is told only after that.
 */
export async function throwIfGone(signal: AbortSignal): Promise<void> {
  for (let turn = 0; turn < TURNS && !signal.aborted; turn++) await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}
