import type { EventKind, NodeEvent } from '../core/events.js';
import { addressOf } from './lines.js';
import type { LogFacts, Logger } from './logger.js';

/** The events worth a line in the log at the logger's level: none of them on the packet path unless asked for. */
export function loggedKinds(logger: Logger): ReadonlySet<EventKind> {
  const kinds: EventKind[] = ['collision', 'download-failed'];
  if (logger.enabled('info')) kinds.push('peer-learnt', 'peer-removed');
  if (logger.enabled('debug')) kinds.push('dropped');
  return new Set(kinds);
}

/** Returns the listener that logs these events. */
export function traceLog(logger: Logger): (event: NodeEvent) => void {
  let collisions = 0;
  return (event) => {
    if (event.kind === 'peer-learnt') logger.log('info', 'learnt a peer', { peer: addressOf(event.peer) });
    else if (event.kind === 'peer-removed') logger.log('info', 'forgot a peer', { peer: addressOf(event.peer) });
    else if (event.kind === 'dropped') logger.log('debug', 'dropped a datagram', dropFacts(event));
    else if (event.kind === 'download-failed') logger.log('warn', event.why, { metahash: event.metahash });
    // The 1st, 2nd, 4th, 8th, …: whoever sends them must not be able to fill the log.
    else if (event.kind === 'collision' && isPowerOfTwo(++collisions)) logger.log('warn', COLLISION, collisionFacts(event, collisions));
  };
}

const COLLISION = 'another text came for a rumor already held; the first is kept';

function collisionFacts({ rumor, from }: NodeEvent & { kind: 'collision' }, collisions: number): LogFacts {
  return { origin: rumor.origin, id: rumor.id, peer: addressOf(from), collisions };
}

function dropFacts({ reason, from, bytes }: NodeEvent & { kind: 'dropped' }): LogFacts {
  return { reason, peer: addressOf(from), bytes };
}

function isPowerOfTwo(n: number): boolean {
  return (n & (n - 1)) === 0;
}
