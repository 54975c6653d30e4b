import { CommanderError, InvalidArgumentError, type Option, type Command as Parser } from 'commander';
import { printable } from '../logging/lines.js';
import { switchValue, UsageError } from './go-flags.js';
import type { Command, Io } from './io.js';

/**
 * Makes a command of commander's parser and its subcommands; an action that fails throws. Every option has an environment
 * equivalent, which the help names: `prefix` and then ORIGIN for --origin.
 */
export function parsedCommand(build: (io: Io) => Parser, prefix = 'PEERSTER'): Command {
  return async (argv, io) => {
    const parser = build(io);
    for (const each of withSubcommands(parser)) prepare(each, prefix, io);
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

/** Nothing here ends the process. */
function prepare(parser: Parser, prefix: string, io: Io): void {
  parser.exitOverride().configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(complaint(parser, text)) });
  parser.helpOption('-h, --help', 'this help').helpCommand(false);
  parser.configureHelp({ styleTitle, optionDescription: (option) => describe(option, prefix) });
  for (const option of parser.options) readVariable(parser, option, variableOf(option, prefix), io);
}

function variableOf(option: Option, prefix: string): string {
  const name = (option.long as string).replace(/^--(no-)?/, '');
  return `${prefix}_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** Not left to commander, for which a switch is on as soon as its variable exists, be it "false". An empty one counts as none. */
function readVariable(parser: Parser, option: Option, variable: string, { env }: Io): void {
  const text = env[variable] ?? '';
  if (text === '') return;
  const value = option.required ? argumentOf(option, variable, text) : switchValue(text);
  if (value === undefined) throw new UsageError(`${variable} is "${text}"; it must be true or false`);
  parser.setOptionValueWithSource(option.attributeName(), value, 'env');
}

function argumentOf({ parseArg }: Option, variable: string, text: string): unknown {
  try {
    return parseArg === undefined ? text : parseArg(text, undefined);
  } catch (error) {
    throw error instanceof InvalidArgumentError ? new UsageError(`${variable} is "${text}". ${error.message}`) : error;
  }
}

function describe(option: Option, prefix: string): string {
  if (option.long === '--help') return option.description;
  const fallback = option.defaultValue === undefined || option.negate ? '' : ` (default ${String(option.defaultValue)})`;
  return `${option.description}${fallback} [${variableOf(option, prefix)}${option.negate ? '=false' : ''}]`;
}

function styleTitle(title: string): string {
  return title === 'Options:' ? 'Options [and environment variables]:' : title;
}

/** commander's complaints are one line already, but for a hint that it puts on a second one. */
function complaint(parser: Parser, text: string): string {
  const names: string[] = [];
  for (let each: Parser | null = parser; each !== null; each = each.parent) names.unshift(each.name());
  const line = text.trim().replace(/^error: /, '');
  return `${names.join(' ')}: ${printable(line.replaceAll('\n', ' '))}\n`;
}
