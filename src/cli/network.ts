import { InvalidArgumentError, Option, Command as Parser } from 'commander';
import { describeTopologies } from '../network/topology/registry.js';
import { UsageError } from './go-flags.js';
import type { Command, Io } from './io.js';
import { between, delayOf, fraction } from './network/flags.js';
import { withProgramOptions } from './network/program-options.js';
import { checkParser, runParser } from './network/run/parser.js';
import { serveParser } from './network/serve-parser.js';
import { spreadParser } from './network/spread-parser.js';
import type { UpOptions } from './network/up-options.js';
import { verbParsers } from './network/verbs/table.js';
import { parsedCommand } from './parsed-command.js';

/** Real sockets and a gRPC server each: more than this belongs on several machines. */
const MOST_NODES = 300;

const EXAMPLES = `
Examples:
  peerster network up
  peerster network up --once
  peerster network up --nodes 20 --topology regular:4 --delay 20-50 --loss 0.1
  peerster network up --nodes 5 --topology line --ui-port 10000 --plain
  peerster network up --engine emulated --nodes 50 --topology regular:4
  peerster network up --record story.svg

Topologies:
${describeTopologies()
  .map((line) => `  ${line}`)
  .join('\n')}

Exit status: 0 after the story (--once, --record) or Ctrl-C; 1 if not everything
spreads in time or the network cannot start; 2 for bad flags.`;

const networks = parsedCommand((io) => {
  const parser = new Parser('peerster network')
    .description('Runs whole networks of nodes on this machine, and drives those of a running server (create and all below it).')
    .addCommand(upParser(io))
    .addCommand(serveParser(io))
    .addCommand(spreadParser(io))
    .addCommand(runParser(io))
    .addCommand(checkParser(io));
  for (const each of verbParsers(io)) parser.addCommand(each);
  return parser.addCommand(wardenParser(), { hidden: true });
}, 'PEERSTER_NETWORK');

/** `peerster network …`. */
export const networkCommand: Command = async (argv, io) => {
  if (argv.length === 0)
    throw new UsageError(
      'say what to do: peerster network up starts a network, peerster network spread emulates one, peerster network serve serves any',
    );
  return networks(argv, io);
};

function sizeOf(text: string): number {
  if (/^\d+$/.test(text) && Number(text) > MOST_NODES) {
    throw new InvalidArgumentError(
      `It must be a whole number from 2 to ${MOST_NODES}: real nodes take sockets. More are emulated: peerster network spread --nodes ${text}.`,
    );
  }
  return between(2, MOST_NODES)(text);
}

/** Started by networks of processes, never by people. */
function wardenParser(): Parser {
  return new Parser('warden').action(async () => {
    const { watchOver } = await import('../network/processes/warden/warden.js');
    if (process.send === undefined) throw new UsageError('a warden is started by a network of processes, not by hand');
    await watchOver(process);
    process.exit(0); // its parent may hold the channel open
  });
}

function upParser(io: Io): Parser {
  return withProgramOptions(new Parser('up'))
    .summary('start nodes, tell a story with them, and keep them up')
    .description(
      'Starts real nodes on 127.0.0.1 in this process, each with its own gossip socket and UIPort (or nodes elsewhere: --engine), and tells ' +
        'a story with them: messages spread, the network is cut in two, it heals. Then the nodes stay up until Ctrl-C. All the while the ' +
        'network can be driven through its port.',
    )
    .addOption(new Option('--nodes <number>', 'how many nodes').default(10).argParser(sizeOf))
    .addOption(new Option('--topology <name>', 'who is linked with whom, see below').default('ring'))
    .addOption(
      new Option('--delay <ms>', 'of each datagram on a link: 50, or 100-300 at random (default: 100-300; 0 with --once)').argParser(
        delayOf,
      ),
    )
    .addOption(new Option('--loss <fraction>', 'of the datagrams on a link that get lost: 0.2 or 20%').default(0).argParser(fraction))
    .addOption(
      new Option('--seed <number>', 'of every random choice (default: a random one)').argParser(between(0, Number.MAX_SAFE_INTEGER)),
    )
    .addOption(
      new Option(
        '--engine <name>',
        'where the nodes live: on real sockets in this process, as processes, or in virtual time (default: local; processes with --node)',
      ).choices(['local', 'processes', 'emulated']),
    )
    .addOption(
      new Option('--port <port>', 'where the network is served, see docs/networks.md; 0: any free one')
        .default(0)
        .argParser(between(0, 65_535)),
    )
    .addOption(
      new Option('--ui-port <port>', 'UIPort of the first node, the others follow; 0: any free ones')
        .default(0)
        .argParser(between(0, 65_535)),
    )
    .addOption(new Option('--within <seconds>', 'in which every message must have spread').default(30).argParser(between(1, 86_400)))
    .addOption(new Option('--once', 'at full speed, in plain lines, and end after the story'))
    .addOption(new Option('--plain', 'lines of text instead of pictures, as without a terminal or with NO_COLOR'))
    .addOption(new Option('--record <file>', 'write the pictures to this file as an animated SVG, and end after the story'))
    .addHelpText('after', EXAMPLES)
    .action(async (options: UpOptions) => (await import('./network/up.js')).up(options, io));
}
