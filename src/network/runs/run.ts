import type { Verdict } from '../assertions/assertion.js';
import { Digest } from '../emulated/digest.js';
import type { EngineKind } from '../engine/engine.js';
import type { Advance, Network, Outcome } from '../network.js';
import { openNetwork, type OpenOptions } from '../open.js';
import type { Piece } from '../pieces/pieces.js';
import type { NetworkSpec } from '../spec/network-spec.js';
import { type Rate, rateOf } from './rate.js';
import { type Summary, summarise } from './summary.js';

/** One run of a spec. */
export interface Run extends Outcome {
  readonly seed: number;
  /** Of the machine's time, set-up and end included. */
  readonly seconds: number;
  /** SHA-256 over every packet and event, if asked for. */
  readonly digest?: string;
}

/** All runs of a spec, with what produced them. */
export interface Runs {
  readonly engine: EngineKind;
  readonly runs: readonly Run[];
  /** How often they passed. */
  readonly rate: Rate;
  readonly summary: Summary;
}

export interface RunOptions {
  readonly engine: EngineKind;
  /** Of the first run; each following one has the next, or all have this one. */
  readonly seed: number;
  readonly sameSeed?: boolean;
  readonly runs: number;
  readonly rule?: OpenOptions['rule'];
  /** A folder for captures of every link. */
  readonly pcap?: string | undefined;
  /** A digest of each run. */
  readonly digests?: boolean;
  /** What must always hold is looked at after every turn of every node. */
  readonly invariants?: boolean;
  readonly signal?: AbortSignal;
  /** How far the set-up of a run is. */
  readonly onPiece?: (run: number, piece: Piece) => void;
  readonly onAdvance?: (run: number, advance: Advance) => void;
  /** Looks at a run that is over before its network is closed. */
  readonly onRun?: (network: Network, run: Run) => void;
}

/** Opens, plays and closes a network several times. Throws what openNetwork and Network.run throw. */
export async function runAll(spec: NetworkSpec, options: RunOptions): Promise<Runs> {
  const runs: Run[] = [];
  for (let number = 0; number < options.runs; number++) runs.push(await runOne(spec, options, number));
  const rate = rateOf(runs.map(({ judgement }) => judgement.ruling));
  return { engine: options.engine, runs, rate, summary: summarise(runs.map(({ report }) => report)) };
}

async function runOne(spec: NetworkSpec, options: RunOptions, number: number): Promise<Run> {
  const began = performance.now();
  const seed = options.sameSeed === true ? options.seed : options.seed + number;
  const { engine, rule, signal, onAdvance } = options;
  const digest = options.digests === true ? new Digest() : undefined;
  const audit = digest !== undefined || options.invariants === true ? { digest, invariants: options.invariants === true } : undefined;
  const setUp = { signal, onPiece: (piece: Piece) => options.onPiece?.(number, piece) };
  const capture = options.pcap === undefined ? undefined : { folder: options.pcap, name: nameOf(spec, options, number) };
  const network = await openNetwork(spec, { engine, seed, audit, capture, setUp, ...(rule !== undefined && { rule }) });
  try {
    const outcome = await network.run(signal, (advance) => onAdvance?.(number, advance));
    const seconds = (performance.now() - began) / 1_000;
    const run = { seed, ...outcome, seconds, ...(digest !== undefined && { digest: digest.hex() }) };
    options.onRun?.(network, run);
    return run;
  } finally {
    await network.close();
  }
}

/** Of the captures of a run: what a file can be called. */
function nameOf({ name }: NetworkSpec, { seed, runs }: RunOptions, number: number): string {
  const run = runs > 1 ? `-run${number + 1}` : '';
  return `${name.replaceAll(/[^\w.-]+/g, '_')}-${seed}${run}`;
}

/** The assertions that are broken, each with the first run in which it is and in how many. */
export function broken({ runs }: Runs): { readonly verdict: Verdict; readonly seed: number; readonly times: number }[] {
  const [first] = runs;
  return (first?.verdicts ?? []).flatMap((_, at) => {
    const failed = runs.filter(({ verdicts }) => verdicts[at]?.isKept === false);
    const [one] = failed;
    return one === undefined ? [] : [{ verdict: one.verdicts[at] as Verdict, seed: one.seed, times: failed.length }];
  });
}
