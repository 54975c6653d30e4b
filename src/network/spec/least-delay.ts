import type { DelaySpec, FaultSpec } from '../faults/fault-spec.js';

/** The ms that a datagram takes at the least on a link, as far as that holds for all links. */
export function leastDelay(links: readonly FaultSpec[]): number {
  return links.reduce((sum, { on, fault }) => sum + (on.links === 'all' && fault.kind === 'delay' ? leastOf(fault) : 0), 0);
}

function leastOf(delay: DelaySpec): number {
  switch (delay.distribution) {
    case 'constant':
      return delay.ms;
    case 'uniform':
      return delay.min;
    case 'normal':
      return 0;
    case 'exponential':
      return delay.least;
  }
}
