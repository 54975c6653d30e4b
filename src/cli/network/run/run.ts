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
import { rowsOf } from '../../../network/runs/rows.js';
import { broken, type Run, type Runs, runAll } from '../../../network/runs/run.js';
import { VERSION } from '../../../version.js';
import { UsageError } from '../../go-flags.js';
import type { Io } from '../../io.js';
import { Progress } from '../../progress.js';
import { inCommand, type ProgramFlags, programsOf } from '../program-options.js';
import { number } from '../spread-table.js';
import { readFile } from './read-file.js';
import { runTable } from './table.js';

export interface RunFlags extends ProgramFlags {
  readonly seed?: number;
  readonly runs: number;
  readonly engine?: EngineKind;
  readonly json?: string;
  readonly junit?: string;
  readonly rows?: string;
  readonly html?: string;
  readonly digest?: boolean;
  readonly invariants?: boolean;
}

/** Plays a network file. Throws an Error of one line where an assertion was broken. */
export async function run(file: string, flags: RunFlags, io: Io): Promise<void> {
  const spec = withPrograms(readFile(file, io), flags);
  const engine = flags.engine ?? spec.engine;
  const tooMany = sizeProblem(engine, spec.nodes.length);
  if (tooMany !== undefined) throw new UsageError(`${file}: ${tooMany}`);
  for (const out of [flags.json, flags.junit, flags.rows, flags.html]) if (out !== undefined && out !== '-') begin(out);
  if (spec.rule !== undefined) await tryRule(spec.rule);
  const seed = flags.seed ?? spec.seed ?? 1;
  const gathered: Gathered[] = [];
  const runs = await play(spec, { ...flags, engine, seed }, gathered, io);
  const command = `peerster network run ${file} --seed ${seed} --runs ${flags.runs} --engine ${engine}${inCommand(flags)}`;
  if (flags.json !== '-') io.out(runTable(spec, runs, command));
  if (flags.json !== undefined) write(flags.json, toJson(spec, runs, command), io);
  if (flags.junit !== undefined) write(flags.junit, toJunit(spec, runs), io);
  if (flags.html !== undefined) write(flags.html, await toHtml(spec, runs, gathered[0] as Gathered, command), io);
  const failed = broken(runs);
  if (failed.length > 0)
    throw new Error(
      `${spec.name}: ${failed.length} of ${spec.assertions.length} assertions broken; ${replayOf(file, failed[0]?.seed as number, engine, flags)}`,
    );
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

type Chosen = RunFlags & { readonly engine: EngineKind; readonly seed: number };

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
      runs: flags.runs,
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

function replayOf(file: string, seed: number, engine: EngineKind, flags: RunFlags): string {
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
