import { Command as Parser, CommanderError, Option } from 'commander';
import { ClientError, Status } from 'nice-grpc';
import { type Connection, connect } from '../../../clients/typescript/src/connect.js';
import type { Command, Io } from '../io.js';

export interface VerbOptions {
  readonly address: string;
  readonly json?: true;
}

/** The parser of one verb, with what all verbs have. */
export function verb(name: string, about: string, examples: readonly string[]): Parser {
  return new Parser(`peerster ${name}`)
    .description(about)
    .addOption(new Option('-a, --address <host:port>', 'the UIPort of the node').default('127.0.0.1:10000').env('PEERSTER_ADDRESS'))
    .option('--json', 'print JSON, one value a line, instead of a table')
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  ${example}\n`).join('')}`);
}

/** Makes a command of a parser and its subcommands; an action that fails throws. */
export function verbCommand(build: (io: Io) => Parser): Command {
  return async (argv, io) => {
    const parser = build(io);
    for (const each of withSubcommands(parser)) prepare(each, io);
    try {
      await parser.parseAsync([...argv], { from: 'user' });
      return 0;
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error;
      return error.exitCode === 0 ? 0 : 2;
    }
  };
}

function withSubcommands(parser: Parser): Parser[] {
  return [parser, ...parser.commands.flatMap((each) => withSubcommands(each))];
}

/** Nothing ends the process, and every option with a value has an environment equivalent: PEERSTER_ORIGIN for --origin. */
function prepare(parser: Parser, io: Io): void {
  parser.exitOverride().configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(complaint(parser, text)) });
  for (const option of parser.options) {
    const name = option.name().toUpperCase().replaceAll('-', '_');
    if (option.required && option.envVar === undefined) option.env(`PEERSTER_${name}`);
  }
}

/** Calls a node and closes the connection. What the node or the network answers instead becomes one line that says what to do. */
export async function withNode<T>(address: string, act: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = connect(address);
  try {
    return await act(connection);
  } catch (error) {
    throw error instanceof ClientError ? new Error(explain(error, address)) : error;
  } finally {
    connection.close();
  }
}

function explain({ code, details }: ClientError, address: string): string {
  if (code === Status.UNAVAILABLE) return `no node answers at ${address}; start one with peerster node, or say where it is with --address`;
  return `${Status[code]}: ${details}`;
}

/** commander's complaints are one line already, but for a hint that it puts on a second one. */
function complaint(parser: Parser, text: string): string {
  const names: string[] = [];
  for (let each: Parser | null = parser; each !== null; each = each.parent) names.unshift(each.name());
  return `${names.join(' ')}: ${text
    .trim()
    .replace(/^error: /, '')
    .replaceAll('\n', ' ')}\n`;
}
