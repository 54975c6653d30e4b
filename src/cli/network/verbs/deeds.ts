import { readFileSync } from 'node:fs';
import { toDuration } from '../../../../clients/typescript/src/durations.js';
import { named } from '../../../../clients/typescript/src/faults.js';
import {
  AdvanceResponse,
  type DeepPartial,
  Network,
  NetworkEngine,
  type NodeSelection,
  NodeMemory,
  RunUntilResponse,
} from '../../../gen/peerster/v1/network.js';
import { UsageError } from '../../go-flags.js';
import { number } from '../spread-table.js';
import type { Target, VerbOptions } from './verb.js';
import { engineName, inMs, jsonLine, msOf, stateName } from './words.js';

export interface CreateOptions extends VerbOptions {
  readonly topology?: string;
  readonly nodes?: number;
  readonly engine?: string;
  readonly seed?: number;
}

/** Of a network file, or of a topology by name. `--network` is what it is to be called. */
export async function create({ networks, network, options, io }: Target<CreateOptions>, [file]: readonly string[]): Promise<void> {
  const { topology, nodes, seed } = options;
  if ((file === undefined) === (topology === undefined)) throw new UsageError('give a network file, or --topology and --nodes');
  if (file !== undefined && nodes !== undefined) throw new UsageError(`${file} says how many nodes there are; leave out --nodes`);
  const answer = await networks.createNetwork({
    name: network,
    engine: options.engine === undefined ? NetworkEngine.NETWORK_ENGINE_UNSPECIFIED : engineOf(options.engine),
    ...(seed !== undefined && { seed: BigInt(seed) }),
    shape:
      file === undefined
        ? { $case: 'topology', value: { name: topology as string, nodes: nodes ?? 10 } }
        : { $case: 'file', value: textOf(file) },
  });
  const made = answer.network as Network;
  if (options.json) io.out(jsonLine(Network.toJSON(made)));
  else
    io.out(
      `${made.name}: ${number(made.nodes)} nodes, ${number(Number(made.links))} links, ${engineName(made.engine)}, seed ${made.seed}\n`,
    );
}

function engineOf(name: string): NetworkEngine {
  return NetworkEngine[`NETWORK_ENGINE_${name.toUpperCase()}` as keyof typeof NetworkEngine];
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new UsageError(isMissing ? `there is no file ${file}` : `cannot read ${file}: ${(error as Error).message}`);
  }
}

/** Ends a network, or calls off one that is being set up. */
export async function remove({ networks, network, options, io }: Target, [name = network]: readonly string[]): Promise<void> {
  await networks.deleteNetwork({ network: name });
  if (!options.json) io.out(`deleted${name === '' ? '' : ` ${name}`}\n`);
}

type Deed = 'crashNodes' | 'pauseNodes' | 'resumeNodes' | 'removeNodes';

/** Does one thing to some nodes and tells their names. */
export function toNodes(deed: Deed, done: string) {
  return async ({ networks, network, options, io }: Target, words: readonly string[]): Promise<void> => {
    const { names } = await networks[deed]({ network, nodes: named(words) });
    io.out(options.json ? jsonLine(names) : `${done}: ${few(names)}\n`);
  };
}

export interface RestartOptions extends VerbOptions {
  readonly memory: 'kept' | 'lost';
}

export async function restart({ networks, network, options, io }: Target<RestartOptions>, words: readonly string[]): Promise<void> {
  const memory = options.memory === 'lost' ? NodeMemory.NODE_MEMORY_LOST : NodeMemory.NODE_MEMORY_KEPT;
  const { nodes } = await networks.restartNodes({ network, nodes: named(words), memory });
  if (options.json) io.out(jsonLine(nodes.map(({ name }) => name)));
  else io.out(`back, memory ${options.memory}: ${few(nodes.map(({ name, state }) => `${name} (${stateName(state)})`))}\n`);
}

const SAID = 20;

function few(names: readonly string[]): string {
  return names.length <= SAID ? names.join(', ') : `${names.slice(0, SAID).join(', ')} and ${names.length - SAID} more`;
}

/** Lets time pass. */
export async function advance({ networks, network, options, io }: Target, [text = '']: readonly string[]): Promise<void> {
  const answer = await networks.advance({ network, duration: toDuration(msOf(text, 'the time')) }, { signal: io.stopSignal() });
  io.out(options.json ? jsonLine(AdvanceResponse.toJSON(answer)) : `${inMs(answer.time)} old\n`);
}

export interface RunUntilOptions extends VerbOptions {
  readonly within: string;
  readonly at?: string;
}

/** Lets time pass until something holds. Throws why it did not within the time. */
export async function runUntil({ networks, network, options, io }: Target<RunUntilOptions>, words: readonly string[]): Promise<void> {
  const condition = conditionOf(words, options.at);
  const limit = toDuration(msOf(options.within, '--within'));
  const answer = await networks.runUntil({ network, condition, limit }, { signal: io.stopSignal() });
  if (options.json) io.out(jsonLine(RunUntilResponse.toJSON(answer)));
  else if (answer.held) io.out(`so after ${inMs(answer.time)}\n`);
  if (!answer.held) throw new Error(`not so within ${options.within}: ${(await networks.explain({ network })).text}`);
}

type Condition =
  | { readonly $case: 'converged'; readonly value: boolean }
  | {
      readonly $case: 'vector';
      readonly value: {
        readonly nodes?: DeepPartial<NodeSelection>;
        readonly origins: { readonly origin: string; readonly nextId: number }[];
      };
    };

function conditionOf([what, origin, id = '']: readonly string[], at: string | undefined): Condition {
  if (what === 'converged' && origin === undefined) return { $case: 'converged', value: true };
  if (what !== 'rumor' || origin === undefined || !/^[1-9]\d{0,9}$/.test(id))
    throw new UsageError('say until what: run-until converged, or run-until rumor ORIGIN NUMBER, as run-until rumor alice 1');
  const nodes = at === undefined ? {} : { nodes: named(at.split(',')) };
  return { $case: 'vector', value: { ...nodes, origins: [{ origin, nextId: Number(id) + 1 }] } };
}
