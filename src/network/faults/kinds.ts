import type { Random } from '../../core/random.js';
import { bandwidth } from '../links/bandwidth.js';
import { bursts } from '../links/bursts.js';
import { type Corrupts, corruption } from '../links/corruption.js';
import { delay } from '../links/delay.js';
import { type Copies, duplication } from '../links/duplication.js';
import { loss } from '../links/loss.js';
import { DROP, type Rule } from '../links/rule.js';
import { type SlowEnds, slowNode } from '../links/slow-node.js';
import { exponentialDelay, normalDelay } from '../links/spread-delay.js';
import type { DelaySpec, Fault, FaultKind, Selection } from './fault-spec.js';

/** What a fault does, as a piece that is asked for every datagram: exactly one of these. */
export interface Effect {
  readonly rule?: Rule;
  readonly copies?: Copies;
  readonly corrupts?: Corrupts;
}

/**
 * In which order faults are asked, whichever was added first. What is lost takes no room in a queue; queues come before delays, so that
 * each sees its datagrams in the order of time.
 */
export const ORDER: readonly FaultKind[] = [
  'cut',
  'loss',
  'gilbert-elliott',
  'slow-node',
  'bandwidth',
  'delay',
  'duplication',
  'corruption',
];

/** `ends`: which nodes a slow node's fault is about. Throws INVALID_SETTING. */
export function effectOf(fault: Fault, random: Random, ends: SlowEnds): Effect {
  switch (fault.kind) {
    case 'cut':
      return { rule: () => DROP };
    case 'loss':
      return { rule: loss(fault.probability, random) };
    case 'gilbert-elliott':
      return { rule: bursts(fault, random) };
    case 'slow-node':
      return { rule: slowNode(fault, ends) };
    case 'bandwidth':
      return { rule: bandwidth(fault.bytesPerSecond, fault.queueBytes) };
    case 'delay':
      return { rule: delayRule(fault, random) };
    case 'duplication':
      return { copies: duplication(fault.probability, random) };
    case 'corruption':
      return { corrupts: corruption(fault.probability, random) };
  }
}

/** The ends that a selection names, each where its direction asks for it. */
export function slowEnds(on: Selection, isNamed: (node: number) => boolean): SlowEnds {
  const direction = on.links === 'of' ? on.direction : 'both';
  return {
    isSlowSender: direction === 'in' ? () => false : isNamed,
    isSlowReceiver: direction === 'out' ? () => false : isNamed,
  };
}

function delayRule(spec: DelaySpec, random: Random): Rule {
  switch (spec.distribution) {
    case 'constant':
      return delay({ min: spec.ms, max: spec.ms }, random);
    case 'uniform':
      return delay(spec, random);
    case 'normal':
      return normalDelay(spec.mean, spec.jitter, random);
    case 'exponential':
      return exponentialDelay(spec.least, spec.more, random);
  }
}
