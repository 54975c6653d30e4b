import { Command as Parser, Option } from 'commander';
import type { Io } from '../../io.js';
import { between } from '../flags.js';
import { withProgramOptions } from '../program-options.js';
import type { RunFlags } from './run.js';

const EXAMPLES = `
Examples:
  peerster network run examples/networks/broadcast.yaml
  peerster network run examples/networks/cars.yaml --seed 7 --runs 20
  peerster network run fire.yaml --engine local --junit fire.xml --html fire.html
  peerster network run broadcast.yaml --directory ./submission --build 'go build' \
      --node './Peerster -UIPort={ui} -gossipAddr={gossip} -name={name} -peers={peers}' \
      --client './client/client -UIPort={ui} -msg={text}'
  peerster network check fire.yaml

Nodes that are somebody else's: docs/foreign-nodes.md.

What a file may say: docs/network-file.md; its JSON schema: docs/network.schema.json.

On real sockets every node is also held to the sentences of docs/protocol.md
that traffic can show to be broken: docs/verdicts.md.

Exit status: 0 for PASS: everything was kept in every run; 1 for FAIL: something
was broken, or a run could not be done; 2 for a file that cannot be read, or bad
flags; 3 for INVALID: something was broken, but the machine was too slow or lost
datagrams, so that no node is to blame.`;

/** `peerster network run`: what it does is loaded only when it is asked for. */
export function runParser(io: Io): Parser {
  return withProgramOptions(new Parser('run'))
    .summary('play a network file and say whether it kept what it asserts')
    .description(
      'Plays a network file: a network, its links, who sends what, faults and commands at their times, and what must hold. A table tells ' +
        'what happened beside what no way of spreading can go below. In virtual time the same seed gives the same run.',
    )
    .argument('<file>', 'a network file')
    .addOption(
      new Option('--seed <number>', "of everything left to chance (default: the file's, or 1); each further run has the next").argParser(
        between(0, Number.MAX_SAFE_INTEGER),
      ),
    )
    .addOption(new Option('--runs <number>', 'how many times').default(1).argParser(between(1, 100_000)))
    .addOption(
      new Option(
        '--repeat <number>',
        'in place of --runs: how many times with the same seed, and how often that passes, with its 95 % interval (local, processes)',
      ).argParser(between(1, 100_000)),
    )
    .addOption(new Option('--engine <name>', "where the nodes live (default: the file's)").choices(['emulated', 'local', 'processes']))
    .addOption(new Option('--json <file>', 'write the reports as JSON; - for standard output'))
    .addOption(new Option('--junit <file>', 'write the verdicts as JUnit XML'))
    .addOption(new Option('--html <file>', 'write the report as one page with pictures'))
    .addOption(new Option('--rows <file>', 'write one CSV row per delivery'))
    .addOption(new Option('--pcap <folder>', 'write captures of every link: what was sent, and what arrived (local, processes)'))
    .addOption(new Option('--digest', 'tell a SHA-256 over every packet and event of each run (emulated)'))
    .addOption(new Option('--invariants', 'look after every turn of every node whether what must hold does (emulated)'))
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, flags: RunFlags) => (await import('./run.js')).run(file, flags, io));
}

/** `peerster network check`. */
export function checkParser(io: Io): Parser {
  return new Parser('check')
    .summary('say what is wrong with a network file')
    .description('Reads a network file and lists everything that is wrong with it, each with its line. Nothing is started.')
    .argument('<file>', 'a network file')
    .addHelpText('after', '\nExit status: 0 for a file that can be played, 2 for one that cannot.')
    .action(async (file: string) => (await import('./check.js')).check(file, io));
}
