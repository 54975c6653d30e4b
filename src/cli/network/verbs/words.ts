import {
  type DelayFault,
  type Fault,
  type LinkSelection,
  NetworkEngine,
  type NodeSelection,
  NodeState,
} from '../../../gen/peerster/v1/network.js';
import type { Duration } from '../../../gen/google/protobuf/duration.js';
import { fromDuration } from '../../../../clients/typescript/src/durations.js';
import { duration } from '../../../network/file/shape/units.js';
import { UsageError } from '../../go-flags.js';
import { number, percent } from '../spread-table.js';

/** `NETWORK_ENGINE_LOCAL` as `local`. */
export function engineName(engine: NetworkEngine): string {
  return NetworkEngine[engine].replace('NETWORK_ENGINE_', '').toLowerCase();
}

export function stateName(state: NodeState): string {
  return NodeState[state].replace('NODE_STATE_', '').toLowerCase();
}

export function inMs(time: Duration | undefined): string {
  return time === undefined ? '-' : `${number(Math.round(fromDuration(time)))} ms`;
}

/** ms of a duration with its unit, as 500ms or 2s. Throws UsageError. */
export function msOf(text: string, what: string): number {
  const ms = duration.parse(text) ?? (text === '0' ? 0 : undefined);
  if (ms === undefined) throw new UsageError(`${what} is "${text}"; it must be a duration with its unit, as 500ms, 2s or 1min`);
  return ms;
}

/** What a fault does, and on which links. */
export function faultInWords({ kind, selection }: Fault): string {
  return `${kindInWords(kind)}${selection === undefined ? '' : linksInWords(selection)}`;
}

function kindInWords(kind: Fault['kind']): string {
  switch (kind?.$case) {
    case 'loss':
    case 'duplication':
    case 'corruption':
      return `${kind.$case} ${percent(kind.value)}`;
    case 'delay':
      return `delay ${delayInWords(kind.value)}`;
    case 'burstLoss':
      return 'loss in bursts';
    case 'bandwidth':
      return `${number(Number(kind.value.bytesPerSecond))} bytes per second`;
    case 'slow':
      return `slow by ${inMs(kind.value.delay)}`;
    case 'partition':
      return 'cut';
    case undefined:
      return 'nothing';
  }
}

function delayInWords({ distribution }: DelayFault): string {
  switch (distribution?.$case) {
    case 'constant':
      return inMs(distribution.value);
    case 'uniform':
      return `${inMs(distribution.value.min)} to ${inMs(distribution.value.max)}`;
    case 'normal':
      return `${inMs(distribution.value.mean)} on average, deviation ${inMs(distribution.value.deviation)}`;
    case 'exponential':
      return `${inMs(distribution.value.min)} and ${inMs(distribution.value.mean)} more on average`;
    case undefined:
      return 'none';
  }
}

function linksInWords({ groups, from, to, oneWay }: LinkSelection): string {
  if (groups.length > 0) return ` between ${groups.map(nodesInWords).join(' | ')}${oneWay ? ', to later ones' : ''}`;
  if (from !== undefined && to !== undefined) return ` from ${nodesInWords(from)} to ${nodesInWords(to)}${oneWay ? '' : ' and back'}`;
  if (from !== undefined) return `${oneWay ? ' out of' : ' on links of'} ${nodesInWords(from)}`;
  return to === undefined ? '' : `${oneWay ? ' into' : ' on links of'} ${nodesInWords(to)}`;
}

function nodesInWords({ names, all }: NodeSelection): string {
  return all ? 'all' : names.join(', ');
}

/** Fields of messages that are durations. */
const DURATIONS = new Set(['time', 'begin', 'end', 'duration', 'delay', 'constant', 'min', 'max', 'mean', 'deviation', 'nextAntiEntropy']);

/** A line of JSON in which durations are what proto3 JSON makes of them: 1.5s. `message`: from `toJSON`. */
export function jsonLine(message: unknown): string {
  return `${JSON.stringify(message, (key, value: unknown) => (DURATIONS.has(key) ? durationText(value) : value))}\n`;
}

function durationText(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Object.keys(value).some((key) => key !== 'seconds' && key !== 'nanos')) return value;
  const { seconds = '0', nanos = 0 } = value as { seconds?: string; nanos?: number };
  return `${Number(seconds) + nanos / 1e9}s`;
}
