import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { LOG_FORMATS, LOG_LEVELS, type LogFormat, type LogLevel } from '../../logging/logger.js';
import { type FlagValues, UsageError, wholeNumber } from '../go-flags.js';

/** What `peerster node` was asked for, checked as far as it can be without opening anything. */
export interface NodeArguments {
  readonly name: string;
  readonly gossipAddress: string;
  readonly advertise: string | undefined;
  readonly peers: readonly string[];
  readonly simple: boolean;
  readonly settings: Readonly<Record<string, number>>;
  readonly seed: number | undefined;
  readonly folders: { readonly shared: string; readonly downloads: string; readonly data: string | undefined };
  readonly ui: { readonly host: string; readonly port: number; readonly insecure: boolean };
  /** A module with a rule of spreading in place of mongering: an absolute path. */
  readonly rulePath: string | undefined;
  readonly verbose: boolean;
  readonly ready: boolean;
  readonly level: LogLevel;
  readonly format: LogFormat;
}

/** Throws UsageError. */
export function nodeArguments(values: FlagValues): NodeArguments {
  port('GUIPort', values); // does nothing yet, but a mistake need not wait for the version that uses it
  return {
    name: values.text('name') ?? defaultName(values.text('gossipAddr') as string),
    gossipAddress: values.text('gossipAddr') as string,
    advertise: values.text('advertise'),
    peers: (values.text('peers') ?? '').split(',').filter((peer) => peer.trim() !== ''),
    simple: values.on('simple'),
    settings: {
      antiEntropy: milliseconds('antiEntropy', values),
      routeRumors: milliseconds('rtimer', values),
      ...constants(values.list('set')),
    },
    seed: optionalNumber('seed', values, Number.MAX_SAFE_INTEGER),
    folders: {
      shared: values.text('shared') as string,
      downloads: values.text('downloads') as string,
      data: absolute(values.text('data')),
    },
    ui: {
      host: values.text('UIAddr') as string,
      port: wholeNumber('-UIPort', values.text('UIPort') as string, 0, 65_535),
      insecure: values.on('insecure'),
    },
    rulePath: absolute(values.text('rule')),
    verbose: values.on('v'),
    ready: values.on('ready'),
    level: oneOf('log-level', LOG_LEVELS, values),
    format: oneOf('log-format', LOG_FORMATS, values),
  };
}

/** Harnesses always name their nodes; for people the gossip port tells nodes on one machine apart, where it is known beforehand. */
function defaultName(gossipAddress: string): string {
  const port = gossipAddress.slice(gossipAddress.lastIndexOf(':') + 1);
  return `node-${port === '0' ? randomBytes(3).toString('hex') : port}`;
}

function absolute(path: string | undefined): string | undefined {
  return path === undefined || path === '' ? undefined : resolve(path);
}

function port(name: string, values: FlagValues): number | undefined {
  return optionalNumber(name, values, 65_535);
}

function optionalNumber(name: string, values: FlagValues, max: number): number | undefined {
  const text = values.text(name);
  return text === undefined || text === '' ? undefined : wholeNumber(`-${name}`, text, 0, max);
}

function milliseconds(name: string, values: FlagValues): number {
  const text = values.text(name) as string;
  const seconds = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || seconds > 3_600) throw new UsageError(`-${name} is "${text}"; it must be 0 to 3600 seconds`);
  return seconds * 1_000;
}

function constants(lists: readonly string[]): Record<string, number> {
  const pairs = lists.flatMap((list) => list.split(',')).filter((pair) => pair !== '');
  return Object.fromEntries(pairs.map(constant));
}

function constant(pair: string): [string, number] {
  const match = /^\s*([^=]+?)\s*=\s*(-?[\d.]+(?:e[+-]?\d+)?)\s*$/i.exec(pair);
  if (match === null) throw new UsageError(`-set has "${pair}"; write NAME=NUMBER, e.g. -set=coin=0.3`);
  return [match[1] as string, Number(match[2])];
}

function oneOf<T extends string>(name: string, choices: readonly T[], values: FlagValues): T {
  const text = values.text(name) as string;
  const choice = choices.find((each) => each === text);
  if (choice === undefined) throw new UsageError(`-${name} is "${text}"; it must be one of ${choices.join(', ')}`);
  return choice;
}
