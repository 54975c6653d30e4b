import { toDuration, toMilliseconds } from '../../../control/durations.js';
import { PeersterError } from '../../../core/errors.js';
import type { Duration } from '../../../gen/google/protobuf/duration.js';
import type { DelayFault } from '../../../gen/peerster/v1/network.js';
import type { DelaySpec } from '../../faults/fault-spec.js';

/** Throws INVALID_REQUEST for no delay, a negative one, or bounds the wrong way round. */
export function toDelay({ distribution }: DelayFault): DelaySpec {
  switch (distribution?.$case) {
    case 'constant':
      return { distribution: 'constant', ms: wholeMs(distribution.value, 'delay.constant') };
    case 'uniform':
      return uniform(wholeMs(distribution.value.min, 'delay.uniform.min'), wholeMs(distribution.value.max, 'delay.uniform.max'));
    case 'normal': {
      const { mean, deviation } = distribution.value;
      return { distribution: 'normal', mean: wholeMs(mean, 'delay.normal.mean'), jitter: wholeMs(deviation, 'delay.normal.deviation') };
    }
    case 'exponential': {
      const { min, mean } = distribution.value;
      return { distribution: 'exponential', least: wholeMs(min, 'delay.exponential.min'), more: wholeMs(mean, 'delay.exponential.mean') };
    }
    case undefined:
      throw new PeersterError('INVALID_REQUEST', 'a delay is empty; give constant, uniform, normal or exponential');
  }
}

export function fromDelay(delay: DelaySpec): DelayFault {
  return { distribution: distributionOf(delay) };
}

function distributionOf(delay: DelaySpec): DelayFault['distribution'] {
  switch (delay.distribution) {
    case 'constant':
      return { $case: 'constant', value: toDuration(delay.ms) };
    case 'uniform':
      return { $case: 'uniform', value: { min: toDuration(delay.min), max: toDuration(delay.max) } };
    case 'normal':
      return { $case: 'normal', value: { mean: toDuration(delay.mean), deviation: toDuration(delay.jitter) } };
    case 'exponential':
      return { $case: 'exponential', value: { min: toDuration(delay.least), mean: toDuration(delay.more) } };
  }
}

/** Links count in whole ms. Unset: 0. */
export function wholeMs(duration: Duration | undefined, field: string): number {
  return duration === undefined ? 0 : Math.round(toMilliseconds(duration, field));
}

function uniform(min: number, max: number): DelaySpec {
  if (min <= max) return { distribution: 'uniform', min, max };
  throw new PeersterError('INVALID_REQUEST', `delay.uniform: min is ${min} ms and max ${max} ms; max must not be less`);
}
