import { InvalidArgumentError, Option, Command as Parser } from 'commander';
import type { Profile } from '../conform/profile.js';
import type { ConformFlags } from './conform/conform.js';
import { parseProfile, parseSentences } from './conform/flags.js';
import type { Io } from './io.js';
import { between } from './network/flags.js';
import { parsedCommand } from './parsed-command.js';

const EXAMPLES = `
The node may be anybody's. What its command line needs to be told stands in
braces: {ui} and {gossip} (a port and an address), {name}, {peers}; a command
without any gets the flags of the course: -UIPort={ui} -gossipAddr={gossip}
-name={name} -peers={peers}. It is started again and again with other peers, and
sometimes with -simple or -rtimer=1 at its end.

Examples:
  peerster conform -- peerster node
  peerster conform --client ./client/client -- ./Peerster
  peerster conform --profile 10 --only G,A -- ./Peerster -UIPort={ui} -gossipAddr={gossip} -name={name} -peers={peers}
  peerster conform --junit verdicts.xml -- python3 -m gossiper --port {gossip} --name {name} --peers {peers}

Exit status: 0 when no sentence is broken, 1 when one is or nothing could be
judged, 2 for wrong use. docs/conform.md tells what is judged and how.`;

/** `peerster conform`: what it does is loaded only when it is asked for. */
export const conformCommand = parsedCommand(
  (io: Io) =>
    new Parser('peerster conform')
      .description(
        'Judges a node by the numbered sentences of docs/protocol.md. A scripted peer plays to it what nodes say to one another, and looks at ' +
          'what it sends and prints: a sentence is kept, broken (with what was sent, what came, and what was expected), or not judged.',
      )
      .argument('<command...>', 'how the node is started, after --')
      .addOption(new Option('--client <command>', "how its client is called (default: this program's, which nodes of this program need)"))
      .addOption(
        new Option('--profile <times>', 'its timeouts: 1 or 10 (seconds), or ack=1,anti-entropy=10')
          .default({ ack: 1_000, antiEntropy: 1_000 } satisfies Profile, '1')
          .argParser(complained(parseProfile)),
      )
      .addOption(new Option('--only <sentences>', 'G5,M,O7: these sentences, or whole sections').argParser(complained(parseSentences)))
      .addOption(
        new Option('--attempts <number>', 'how often a sentence must be broken to be called so').default(3).argParser(between(1, 20)),
      )
      .addOption(new Option('--jobs <number>', 'nodes that are judged side by side').default(6).argParser(between(1, 64)))
      .addOption(new Option('--folder <folder>', 'where nodes and clients run (default: each in an empty folder of its own)'))
      .addOption(new Option('--json <file>', 'write the verdicts as JSON; - for standard output'))
      .addOption(new Option('--junit <file>', 'write the verdicts as JUnit XML'))
      .addHelpText('after', EXAMPLES)
      .action(async (command: string[], flags: ConformFlags) => (await import('./conform/conform.js')).conform(command, flags, io)),
  'PEERSTER_CONFORM',
);

function complained<T>(parse: (text: string) => T | string): (text: string) => T {
  return (text) => {
    const parsed = parse(text);
    if (typeof parsed === 'string') throw new InvalidArgumentError(parsed);
    return parsed;
  };
}
