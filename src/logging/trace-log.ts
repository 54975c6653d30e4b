import type { EventKind, NodeEvent } from '../core/events.js';
import { addressOf } from './lines.js';
import type { Logger } from './logger.js';

/** The events worth a line in the log at the logger's level: none of them on the packet path unless asked for. */
export function loggedKinds(logger: Logger): ReadonlySet<EventKind> {
  const kinds: EventKind[] = ['collision'];
  if (logger.enabled('info')) kinds.push('peer-learnt', 'peer-removed');
  if (logger.enabled('debug')) kinds.push('dropped');
  return new Set(kinds);
}

/** Returns the listener that logs these events. */
export function traceLog(logger: Logger): (event: NodeEvent) => void {
  let collisions = 0;
  return (event) => {
    switch (event.kind) {
      case 'collision':
        // The 1st, 2nd, 4th, 8th, …: whoever sends them must not be able to fill the log.
        if (isPowerOfTwo(++collisions))
          logger.log('warn', 'another text came for a rumor already held; the first is kept', about(event, collisions));
        return;
      case 'peer-learnt':
        return logger.log('info', 'learnt a peer', { peer: addressOf(event.peer) });
      case 'peer-removed':
        return logger.log('info', 'forgot a peer', { peer: addressOf(event.peer) });
      case 'dropped':
        return logger.log('debug', 'dropped a datagram', { reason: event.reason, peer: addressOf(event.from), bytes: event.bytes });
    }
  };
}

function about({ rumor, from }: NodeEvent & { kind: 'collision' }, collisions: number): Record<string, string | number> {
  return { origin: rumor.origin, id: rumor.id, peer: addressOf(from), collisions };
}

function isPowerOfTwo(n: number): boolean {
  return (n & (n - 1)) === 0;
}
