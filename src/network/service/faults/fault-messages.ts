import { toDuration } from '../../../control/durations.js';
import { PeersterError } from '../../../core/errors.js';
import type { Random } from '../../../core/random.js';
import type { LinkSettings, Fault as Message } from '../../../gen/peerster/v1/network.js';
import type { Engine } from '../../engine/engine.js';
import type { Fault, FaultSpec } from '../../faults/fault-spec.js';
import { fromDelay, toDelay, wholeMs } from './delay-messages.js';
import type { TimedFault } from './in-force.js';
import { fromSelection, toSelection } from './selection-messages.js';

/** Where a request leaves the room of a queue open. */
const QUEUE = { bytes: 65_536, packets: 100 };

/** Throws INVALID_REQUEST and UNKNOWN_NODE; that the values are possible is checked when the fault is put in force. */
export function toFault(engine: Engine, message: Message, random: Random): TimedFault {
  const fault = toKind(message.kind);
  const on = toSelection(engine, message.selection, random);
  return {
    spec: message.id === '' ? { on, fault } : { id: message.id, on, fault },
    duration: message.duration && lasting(wholeMs(message.duration, 'duration')),
  };
}

/** What the links of a network do from the beginning on. Throws INVALID_REQUEST. */
export function toBase(settings: LinkSettings | undefined): FaultSpec[] {
  const base: FaultSpec[] = [];
  if (settings?.delay !== undefined) base.push({ on: { links: 'all' }, fault: { kind: 'delay', ...toDelay(settings.delay) } });
  if (settings !== undefined && settings.loss !== 0)
    base.push({ on: { links: 'all' }, fault: { kind: 'loss', probability: settings.loss } });
  return base;
}

/** `left`: ms until it heals by itself. */
export function fromFault(id: string, { on, fault }: FaultSpec, left: number | undefined): Message {
  return { id, selection: fromSelection(on), kind: fromKind(fault), duration: left === undefined ? undefined : toDuration(left) };
}

function lasting(duration: number): number {
  if (duration > 0) return duration;
  throw new PeersterError('INVALID_REQUEST', 'the duration of a fault is 0; leave it out for one that lasts until it is healed');
}

function toKind(kind: Message['kind']): Fault {
  switch (kind?.$case) {
    case 'loss':
      return { kind: 'loss', probability: kind.value };
    case 'burstLoss':
      return { kind: 'gilbert-elliott', ...kind.value };
    case 'delay':
      return { kind: 'delay', ...toDelay(kind.value) };
    case 'duplication':
      return { kind: 'duplication', probability: kind.value };
    case 'corruption':
      return { kind: 'corruption', probability: kind.value };
    case 'bandwidth': {
      const { bytesPerSecond, queueBytes } = kind.value;
      return { kind: 'bandwidth', bytesPerSecond: Number(bytesPerSecond), queueBytes: Number(queueBytes) || QUEUE.bytes };
    }
    case 'partition':
      return { kind: 'cut' };
    case 'slow': {
      const { delay, packetsPerSecond, queuePackets } = kind.value;
      return { kind: 'slow-node', ms: wholeMs(delay, 'slow.delay'), packetsPerSecond, queuePackets: queuePackets || QUEUE.packets };
    }
    case undefined:
      throw new PeersterError(
        'INVALID_REQUEST',
        'a fault does nothing; give loss, burst_loss, delay, duplication, corruption, bandwidth, partition or slow',
      );
  }
}

function fromKind(fault: Fault): Message['kind'] {
  switch (fault.kind) {
    case 'loss':
      return { $case: 'loss', value: fault.probability };
    case 'gilbert-elliott': {
      const { worsens, recovers, lossWhenGood, lossWhenBad } = fault;
      return { $case: 'burstLoss', value: { worsens, recovers, lossWhenGood, lossWhenBad } };
    }
    case 'delay':
      return { $case: 'delay', value: fromDelay(fault) };
    case 'duplication':
      return { $case: 'duplication', value: fault.probability };
    case 'corruption':
      return { $case: 'corruption', value: fault.probability };
    case 'bandwidth':
      return { $case: 'bandwidth', value: { bytesPerSecond: BigInt(fault.bytesPerSecond), queueBytes: BigInt(fault.queueBytes) } };
    case 'cut':
      return { $case: 'partition', value: {} };
    case 'slow-node': {
      const { ms, packetsPerSecond, queuePackets } = fault;
      return { $case: 'slow', value: { delay: toDuration(ms), packetsPerSecond, queuePackets } };
    }
  }
}
