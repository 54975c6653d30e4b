import { Command as Parser, InvalidArgumentError, Option } from 'commander';
import type { Dialect } from '../core/packet.js';
import { explain } from '../wire/explain.js';
import { explainCapture } from './decode/capture.js';
import { linesOf, parseHex } from './decode/hex.js';
import { asJson, asText, type Explained } from './decode/print.js';
import { UsageError } from './go-flags.js';
import type { Io } from './io.js';
import { parsedCommand } from './parsed-command.js';

interface Options {
  readonly pcap?: string;
  readonly port?: number;
  readonly dialect: Dialect;
  readonly json?: boolean;
}

const EXAMPLES = `
What a datagram was meant to be is told field by field; then what it shows of
its sender, and why a node would drop it.

Examples:
  peerster decode 120c0a014110011a0548656c6c6f
  peerster decode --dialect reference 220e0a014110011a014222024869280a
  echo 1a021200 | peerster decode --json
  tcpdump -i lo -w peers.pcap udp and port 5000; peerster decode --pcap peers.pcap --port 5000`;

/**
 * `peerster decode`: explains datagrams given as hex arguments, as lines of hex on standard input, or in a capture. Returns the exit
 * status: 0 also for a datagram that a node would drop. Throws UsageError, and an Error of one line for a capture that is none.
 */
export const decodeCommand = parsedCommand(
  (io) =>
    new Parser('peerster decode')
      .description('Explains datagrams: given as hex, as lines of hex on standard input, or in a capture.')
      .argument('[hex...]', 'datagrams; without any, and without --pcap, standard input is read')
      .option('--pcap <file>', 'a capture in the classic pcap format')
      .option('--port <number>', 'only datagrams of the capture from or to this port', parsePort)
      .addOption(
        new Option(
          '--dialect <form>',
          'course or reference: how a private message is read, unless a Status of its sender in the capture tells',
        )
          .choices(['course', 'reference'])
          .default('course'),
      )
      .option('--json', 'JSON for programs, one object a line')
      .addHelpText('after', EXAMPLES)
      .action((hex: string[], options: Options) => decode(hex, options, io)),
  'PEERSTER_DECODE',
);

async function decode(hex: readonly string[], options: Options, io: Io): Promise<void> {
  const print = options.json ? asJson : asText;
  for await (const explained of source(hex, options, io)) io.out(print(explained));
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is 1 to 65535.');
}

async function* source(args: readonly string[], options: Options, io: Io): AsyncGenerator<Explained> {
  if (options.pcap !== undefined) yield* fromCapture(options.pcap, args, options, io);
  else if (options.port !== undefined) throw new UsageError('--port goes with --pcap; hex has no port');
  else if (args.length > 0) yield* args.map((hex, i) => fromHex(hex, `argument ${i + 1}`, options));
  else yield* fromLines(options, io);
}

async function* fromCapture(file: string, args: readonly string[], options: Options, io: Io): AsyncGenerator<Explained> {
  if (args.length > 0) throw new UsageError('give either datagrams as hex or --pcap, not both');
  const warn = (line: string) => io.err(`peerster decode: ${file}: ${line}\n`);
  try {
    yield* explainCapture(file, { port: options.port, dialect: options.dialect }, warn);
  } catch (error) {
    throw new Error(`${file}: ${reason(error)}`, { cause: error });
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && error.code === 'ENOENT' ? 'there is no such file' : error.message;
}

/** Empty lines and those that begin with # are passed over. */
async function* fromLines(options: Options, io: Io): AsyncGenerator<Explained> {
  let number = 0;
  for await (const line of linesOf(io.stdin)) {
    number++;
    if (line.trim() !== '' && !line.startsWith('#')) yield fromHex(line, `line ${number}`, options);
  }
}

function fromHex(hex: string, where: string, options: Options): Explained {
  const bytes = parseHex(hex);
  if (typeof bytes === 'string') throw new UsageError(`${where}: ${bytes}`);
  return { origin: undefined, explanation: explain(bytes, options.dialect) };
}
