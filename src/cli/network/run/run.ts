import { writeFileSync } from 'node:fs';
import { PeersterError } from '../../../core/errors.js';
import type { EngineKind } from '../../../network/engine/engine.js';
import type { Advance } from '../../../network/network.js';
import { sizeProblem } from '../../../network/spec/checks/size.js';
import type { Piece } from '../../../network/pieces/pieces.js';
import type { NetworkSpec } from '../../../network/spec/network-spec.js';
import { toJson } from '../../../network/runs/json.js';
import { toJunit } from '../../../network/runs/junit.js';
import { type Gathered, gather } from '../../../network/report/gather.js';
import { rulingOf } from '../../../network/runs/rate.js';
import { rowsOf } from '../../../network/runs/rows.js';
import { broken, type Run, type Runs, runAll } from '../../../network/runs/run.js';
import { VERSION } from '../../../version.js';
import { Ended } from '../../ended.js';
import { UsageError } from '../../go-flags.js';
import type { Io } from '../../io.js';
import { Progress } from '../../progress.js';
import { inCommand, type ProgramFlags, programsOf } from '../program-options.js';
import { number } from '../spread-table.js';
import { readFile } from './read-file.js';
import { runTable } from './table.js';

/** The exit status of a run that says nothing, because its machine was not fit. */
const INVALID_STATUS = 3;

export interface RunFlags extends ProgramFlags {
  readonly seed?: number;
  readonly runs: number;
  readonly repeat?: number;
  readonly pcap?: string;
  readonly engine?: EngineKind;
  readonly json?: string;
  readonly junit?: string;
  readonly rows?: string;
  readonly html?: string;
  readonly digest?: boolean;
  readonly invariants?: boolean;
}

/** Plays a network file. Throws an Error of one line where something was broken; where nobody is to blame, what ends with a status of its own. */
export async function run(file: string, flags: RunFlags, io: Io): Promise<void> {
  const spec = withPrograms(readFile(file, io), flags);
  const engine = flags.engine ?? spec.engine;
  const tooMany = sizeProblem(engine, spec.nodes.length);
  if (tooMany !== undefined) throw new UsageError(`${file}: ${tooMany}`);
  for (const out of [flags.json, flags.junit, flags.rows, flags.html]) if (out !== undefined && out !== '-') begin(out);
  if (spec.rule !== undefined) await tryRule(spec.rule);
  const seed = flags.seed ?? spec.seed ?? 1;
  const gathered: Gathered[] = [];
  const times = timesOf(flags, engine);
  const runs = await play(spec, { ...flags, ...times, engine, seed }, gathered, io);
  const often = times.sameSeed ? `--repeat ${times.runs}` : `--runs ${times.runs}`;
  const command = `peerster network run ${file} --seed ${seed} ${often} --engine ${engine}${inCommand(flags)}`;
  if (flags.json !== '-') io.out(runTable(spec, runs, command));
  if (flags.json !== undefined) write(flags.json, toJson(spec, runs, command), io);
  if (flags.junit !== undefined) write(flags.junit, toJunit(spec, runs), io);
  if (flags.html !== undefined) write(flags.html, await toHtml(spec, runs, gathered[0] as Gathered, command), io);
  const ruling = rulingOf(runs.rate);
  if (ruling === 'FAIL') throw new Error(`${spec.name}: ${whatFailed(spec, runs)}; ${replayOf(file, runs, engine, flags)}`);
  if (ruling === 'INVALID') {
    io.err(`peerster network: ${spec.name}: INVALID: the machine was not fit to say that a node failed; try again when it is quiet\n`);
    throw new Ended(INVALID_STATUS);
  }
}

function timesOf({ runs, repeat }: RunFlags, engine: EngineKind): { readonly runs: number; readonly sameSeed: boolean } {
  if (repeat === undefined) return { runs, sameSeed: false };
  if (runs > 1) throw new UsageError('--runs takes a seed for each run, --repeat one for all: give one of them');
  if (engine === 'emulated')
    throw new UsageError('in virtual time the same seed gives the same run: take --runs, or --engine local or processes');
  return { runs: repeat, sameSeed: true };
}

function whatFailed({ assertions }: NetworkSpec, runs: Runs): string {
  const failed = broken(runs).length;
  const sentences = [
    ...new Set(runs.runs.flatMap(({ judgement }) => judgement.broken.map(({ sentence, node }) => `${sentence} by ${node}`))),
  ];
  const asserted = failed === 0 ? [] : [`${failed} of ${assertions.length} assertions broken`];
  return [...asserted, ...(sentences.length === 0 ? [] : [`sentences broken: ${sentences.slice(0, 5).join(', ')}`])].join('; ');
}

/** With --node all nodes are somebody else's, which are processes. */
function withPrograms(spec: NetworkSpec, flags: RunFlags): NetworkSpec {
  const programs = programsOf(flags);
  return programs.length === 0 ? spec : { ...spec, engine: 'processes', programs };
}

/** What is wrong with the module of a rule is wrong with the file that names it. */
async function tryRule(path: string): Promise<void> {
  const { loadRule } = await import('../../../network/rules/own-rule.js');
  try {
    await loadRule(path);
  } catch (error) {
    throw error instanceof PeersterError ? new UsageError(error.message) : error;
  }
}

type Chosen = RunFlags & { readonly engine: EngineKind; readonly seed: number; readonly sameSeed: boolean };

/** What a page shows of the first run is put into `gathered`. */
async function play(spec: NetworkSpec, flags: Chosen, gathered: Gathered[], io: Io): Promise<Runs> {
  const progress = new Progress(io);
  const rows: string[] = [];
  const show = (run: number, inWords: () => string): void => {
    if (progress.isDue()) progress.show(`${spec.name}, run ${run + 1} of ${flags.runs}: ${inWords()}`);
  };
  try {
    return await runAll(spec, {
      engine: flags.engine,
      seed: flags.seed,
      sameSeed: flags.sameSeed,
      runs: flags.runs,
      pcap: flags.pcap ?? spec.pcap,
      digests: flags.digest === true,
      invariants: flags.invariants === true,
      signal: io.stopSignal(),
      onPiece: (run, piece) => show(run, () => setUpWords(spec, piece)),
      onAdvance: (run, advance) => show(run, () => howFar(advance)),
      onRun: (network, run) => {
        if (flags.html !== undefined && gathered.length === 0) gathered.push(gather(network));
        if (flags.rows !== undefined) for (const row of rowsOf(network, run, rows.length === 0)) rows.push(row);
      },
    });
  } catch (error) {
    if (io.stopSignal().aborted) throw new Error(`${spec.name}: stopped before its runs were over`, { cause: error });
    throw error instanceof PeersterError && error.code === 'UNSUPPORTED' ? new UsageError(error.message) : error;
  } finally {
    progress.clear();
    if (flags.rows !== undefined) write(flags.rows, rows.join(''), io);
  }
}

async function toHtml({ name }: NetworkSpec, { runs }: Runs, gathered: Gathered, command: string): Promise<string> {
  const { reportPage } = await import('../../../network/report/html/report-page.js');
  const [first, ...more] = runs as [Run, ...Run[]];
  return reportPage({
    title: name,
    runs: [first, ...more],
    gathered,
    provenance: `peerster ${VERSION}, Node ${process.version}: ${command}`,
  });
}

function setUpWords({ nodes }: NetworkSpec, { made, count }: Piece): string {
  return `setting up ${number(nodes.length)} nodes, ${number(count)} ${made} so far`;
}

function howFar({ ms, limit, rumors, deliveries }: Advance): string {
  return `${number(ms)} of at most ${number(limit)} ms, ${number(rumors)} rumors, ${number(deliveries)} deliveries`;
}

function replayOf(file: string, { runs }: Runs, engine: EngineKind, flags: RunFlags): string {
  const seed = runs.find(({ judgement }) => judgement.ruling === 'FAIL')?.seed;
  return `the first is broken with: peerster network run ${file} --seed ${seed} --engine ${engine}${inCommand(flags)}`;
}

/** A file that cannot be written is better told before the runs than after them. */
function begin(file: string): void {
  try {
    writeFileSync(file, '');
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${(error as Error).message}`);
  }
}

function write(file: string, text: string, io: Io): void {
  if (file === '-') io.out(text);
  else writeFileSync(file, text);
}
