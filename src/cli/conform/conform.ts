import { writeFileSync } from 'node:fs';
import { SENTENCES } from '../../conform/checks/all.js';
import type { Sentence } from '../../conform/check.js';
import { run } from '../../conform/judging/run.js';
import type { Verdict } from '../../conform/judging/verdict.js';
import { Patience, type Profile } from '../../conform/profile.js';
import { toJson } from '../../conform/report/json.js';
import { toJunit } from '../../conform/report/junit.js';
import { counts, verdictTable } from '../../conform/report/table.js';
import type { Troupe } from '../../conform/stage/open.js';
import { PeersterError } from '../../core/errors.js';
import { programPath } from '../../network/processes/program.js';
import { Template } from '../../network/templates/template.js';
import { paint } from '../../network/view/ansi.js';
import { type Line, textOf } from '../../network/view/frame.js';
import { UsageError } from '../go-flags.js';
import type { Io } from '../io.js';
import { Progress } from '../progress.js';
import type { Asked } from './flags.js';

export interface ConformFlags {
  readonly client?: string;
  readonly profile: Profile;
  readonly only?: Asked;
  readonly attempts: number;
  readonly jobs: number;
  readonly folder?: string;
  readonly json?: string;
  readonly junit?: string;
}

const NODE_FLAGS = ['-UIPort={ui}', '-gossipAddr={gossip}', '-name={name}', '-peers={peers}'];
const ORDER_FLAGS = ['-msg={text}', '-dest={dest}', '-file={file}', '-request={request}', '-keywords={keywords}', '-budget={budget}'];
const NODE_HOLES = ['ui', 'gossip', 'name', 'peers'];
const CLIENT_HOLES = ['ui', 'text', 'dest', 'file', 'request', 'keywords', 'budget'];

/** Judges a node. Throws an Error of one line where a sentence is broken, and UsageError for a command that cannot be filled. */
export async function conform(command: readonly string[], flags: ConformFlags, io: Io): Promise<void> {
  const troupe = troupeOf(command, flags, io);
  const verdicts = await judged(troupe, flags, io);
  if (flags.json !== '-') for (const line of verdictTable(verdicts)) io.out(`${shown(line, io)}\n`);
  if (flags.json !== undefined) write(flags.json, toJson(command, verdicts), io);
  if (flags.junit !== undefined) write(flags.junit, toJunit(command, verdicts), io);
  const { kept, broken } = counts(verdicts);
  if (broken > 0) throw new Error(`${broken === 1 ? 'one sentence is' : `${broken} sentences are`} broken: ${names(verdicts)}`);
  if (kept === 0) throw new Error(`nothing could be judged: ${verdicts[0]?.note ?? 'nothing was asked'}`);
}

function troupeOf(command: readonly string[], { client, folder, profile }: ConformFlags, io: Io): Troupe {
  try {
    const node = nodeTemplate(command);
    return { node, client: clientTemplate(client), folder, patience: new Patience(profile), signal: io.stopSignal() };
  } catch (error) {
    throw error instanceof PeersterError && error.code === 'INVALID_SETTING' ? new UsageError(error.message) : error;
  }
}

/** One word is a whole command line in quotes. */
function nodeTemplate(command: readonly string[]): Template {
  const template = Template.parse(command.length === 1 ? (command[0] as string) : command, NODE_HOLES);
  return NODE_HOLES.some((hole) => template.has(hole)) ? template : template.with(...NODE_FLAGS);
}

function clientTemplate(client: string | undefined): Template {
  const own = [process.execPath, programPath(), 'client', '-strict'];
  const template = Template.parse(client ?? own, CLIENT_HOLES);
  const port = template.has('ui') ? template : template.with('-UIPort={ui}');
  return CLIENT_HOLES.slice(1).some((hole) => template.has(hole)) ? port : port.with(...ORDER_FLAGS);
}

async function judged(troupe: Troupe, { only, attempts, jobs }: ConformFlags, io: Io): Promise<readonly Verdict[]> {
  const asked = only === undefined ? undefined : askedFor(only);
  const progress = new Progress(io);
  const onProgress = (done: number, all: number) => progress.show(`${done} of ${all} plays`);
  try {
    return await run(troupe, { only: asked, attempts, jobs, onProgress });
  } finally {
    progress.clear();
  }
}

function askedFor(only: Asked): ReadonlySet<Sentence> {
  const unknown = only.find((name) => !SENTENCES.some((sentence) => isNamed(name, sentence)));
  if (unknown !== undefined) throw new UsageError(`docs/protocol.md has no sentence ${unknown}`);
  return new Set(SENTENCES.filter((sentence) => only.some((name) => isNamed(name, sentence))));
}

function isNamed(name: string, sentence: Sentence): boolean {
  return name.length === 1 ? sentence.startsWith(name) : sentence === name;
}

function names(verdicts: readonly Verdict[]): string {
  return verdicts.flatMap(({ sentence, state }) => (state === 'broken' ? [sentence] : [])).join(', ');
}

/** https://no-color.org: any value but the empty one. */
function shown(line: Line, { env }: Io): string {
  return process.stdout.isTTY && (env.NO_COLOR ?? '') === '' ? paint(line) : textOf(line);
}

function write(file: string, text: string, io: Io): void {
  if (file === '-') io.out(text);
  else writeFileSync(file, text);
}
