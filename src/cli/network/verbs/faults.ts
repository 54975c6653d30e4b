import { toDuration } from '../../../../clients/typescript/src/durations.js';
import { named } from '../../../../clients/typescript/src/faults.js';
import type { DeepPartial, Fault, LinkSelection, NodeSelection } from '../../../gen/peerster/v1/network.js';
import { parseDelay } from '../../../network/links/delay.js';
import { UsageError } from '../../go-flags.js';
import type { Target, VerbOptions } from './verb.js';
import { jsonLine, msOf } from './words.js';

export interface FaultOptions extends VerbOptions {
  readonly on?: string;
  readonly into?: string;
  readonly outOf?: string;
  readonly id?: string;
  readonly for?: string;
}

/** Puts a fault in force. */
export async function fault(target: Target<FaultOptions>, [kind = '', value]: readonly string[]): Promise<void> {
  const { options } = target;
  await add(target, { kind: kindOf(kind, value), selection: selectionOf(options), ...common(options) });
}

export interface PartitionOptions extends VerbOptions {
  readonly oneWay?: boolean;
  readonly id?: string;
  readonly for?: string;
}

/** Nothing gets from one group to another. A single group is cut off from everybody else. */
export async function partition(target: Target<PartitionOptions>, words: readonly string[]): Promise<void> {
  const { options } = target;
  const groups = [...words.map(nodesOf), ...(words.length === 1 ? [{ all: true }] : [])];
  const selection = { groups, oneWay: options.oneWay === true };
  await add(target, { kind: { $case: 'partition', value: {} }, selection, ...common(options) });
}

/** Ends some faults, or all. */
export async function heal({ networks, network, options, io }: Target, words: readonly string[]): Promise<void> {
  const { ids } = await networks.healFaults({ network, ids: [...words] });
  if (options.json) io.out(jsonLine(ids));
  else io.out(ids.length === 0 ? 'there was no fault\n' : `healed: ${ids.join(', ')}\n`);
}

async function add({ networks, network, options, io }: Target, made: DeepPartial<Fault>): Promise<void> {
  const { ids } = await networks.addFaults({ network, faults: [made] });
  const [id = ''] = ids;
  io.out(options.json ? jsonLine(id) : `in force: ${id}\n`);
}

function common({ id = '', for: lasts }: Pick<FaultOptions, 'id' | 'for'>): DeepPartial<Fault> {
  return { id, ...(lasts !== undefined && { duration: toDuration(msOf(lasts, '--for')) }) };
}

function nodesOf(text: string): DeepPartial<NodeSelection> {
  return named(text.split(',').map((name) => name.trim()));
}

/** One of the flags, or none for all links. Throws UsageError. */
function selectionOf({ on, into, outOf }: FaultOptions): DeepPartial<LinkSelection> {
  const given = [on, into, outOf].filter((one) => one !== undefined);
  if (given.length > 1) throw new UsageError('--on, --into and --out-of exclude one another; give one of them');
  if (on !== undefined) return { from: nodesOf(on) };
  if (into !== undefined) return { to: nodesOf(into), oneWay: true };
  return outOf === undefined ? {} : { from: nodesOf(outOf), oneWay: true };
}

type Kind = NonNullable<DeepPartial<Fault>['kind']>;

function kindOf(kind: string, value: string | undefined): Kind {
  if (kind === 'cut') return { $case: 'partition', value: {} };
  if (kind === 'loss' || kind === 'duplication' || kind === 'corruption') return { $case: kind, value: shareOf(kind, value) };
  if (kind === 'delay') return { $case: 'delay', value: { distribution: delayOf(value) } };
  if (kind === 'slow') return { $case: 'slow', value: { delay: toDuration(wholeOf(kind, value)) } };
  if (kind === 'bandwidth') return { $case: 'bandwidth', value: { bytesPerSecond: BigInt(wholeOf(kind, value)) } };
  throw new UsageError(`there is no fault "${kind}"; there are cut, loss, delay, duplication, corruption, bandwidth and slow`);
}

function shareOf(kind: string, text = ''): number {
  const share = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
  if (/^[\d.]+%?$/.test(text) && share >= 0 && share <= 1) return share;
  throw new UsageError(`${kind} takes a share from 0 to 1, as 0.2 or 20%, not "${text}"`);
}

function delayOf(text = ''): NonNullable<Extract<Kind, { $case: 'delay' }>['value']>['distribution'] {
  try {
    const { min, max } = parseDelay(text.replace(/ ?ms$/, ''));
    return { $case: 'uniform', value: { min: toDuration(min), max: toDuration(max) } };
  } catch (error) {
    throw new UsageError(`delay: ${(error as Error).message}`);
  }
}

function wholeOf(kind: string, text = ''): number {
  const what = kind === 'slow' ? 'ms for each datagram, as 50' : 'bytes per second, as 10000';
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new UsageError(`${kind} takes ${what}, not "${text}"`);
}
