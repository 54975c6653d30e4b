import { resolve } from 'node:path';
import { type Command as Parser, Option } from 'commander';
import { PeersterError } from '../../core/errors.js';
import { type NodeProgram, PROGRAM_LIMITS, type ProgramChoice } from '../../network/programs/node-program.js';
import { checkProgram } from '../../network/programs/problems.js';
import { UsageError } from '../go-flags.js';

/** What the command line says of somebody else's nodes. */
export interface ProgramFlags {
  readonly node?: string;
  readonly client?: string;
  readonly build?: string;
  readonly directory?: string;
  readonly shared?: boolean;
  readonly readyLine?: string;
}

/** Adds the options to a command that starts networks. */
export function withProgramOptions(parser: Parser): Parser {
  return parser
    .addOption(
      new Option('--node <command>', "start somebody else's nodes, as './Peerster -gossipAddr={gossip} -name={name} -peers={peers}'"),
    )
    .addOption(new Option('--client <command>', "tell them something by this, as './client/client -UIPort={ui} -msg={text}'"))
    .addOption(new Option('--build <command>', 'for the shell, once before they start'))
    .addOption(new Option('--directory <folder>', 'with their program; each runs in a copy of it'))
    .addOption(new Option('--shared', 'they all run in the directory itself'))
    .addOption(new Option('--ready-line <pattern>', 'the line by which they are ready; without it: once their ports are open'));
}

/** The program that the flags are about; undefined where there is none. Throws UsageError. */
export function programOf(flags: ProgramFlags): NodeProgram | undefined {
  const { node, client, build, directory, shared = false, readyLine } = flags;
  if (node === undefined) return refuseLeftovers(flags);
  const program = {
    node,
    client,
    build: build === undefined ? [] : [build],
    directory: directory === undefined ? undefined : resolve(directory),
    isShared: shared,
    ready: readyLine,
    limits: PROGRAM_LIMITS,
  };
  try {
    checkProgram(program);
  } catch (error) {
    throw error instanceof PeersterError ? new UsageError(error.message) : error;
  }
  return program;
}

/** The same, as a spec has it. */
export function programsOf(flags: ProgramFlags): readonly ProgramChoice[] {
  const program = programOf(flags);
  return program === undefined ? [] : [{ nodes: ['*'], program }];
}

/** The options again, for a command that does the same; each with a blank before it. */
export function inCommand({ node, client, build, directory, shared, readyLine }: ProgramFlags): string {
  const said = { directory, build, node, client, 'ready-line': readyLine };
  const words = Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [` --${name} ${quoted(value)}`]));
  return [...words, shared === true ? ' --shared' : ''].join('');
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function refuseLeftovers({ client, build, directory, shared, readyLine }: ProgramFlags): undefined {
  const said = { '--client': client, '--build': build, '--directory': directory, '--shared': shared, '--ready-line': readyLine };
  const [flag] = Object.entries(said).find(([, value]) => value !== undefined) ?? [];
  if (flag !== undefined) throw new UsageError(`${flag} goes with --node, the command that starts somebody else's nodes`);
  return undefined;
}
