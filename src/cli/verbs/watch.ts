import type { Io } from '../io.js';
import { parsedCommand } from '../parsed-command.js';
import { type FilterOptions, filterOf, jsonOf, lineOf } from './message.js';
import { JSON_OPTION, type VerbOptions, verb, withNode } from './verb.js';

interface WatchVerbOptions extends VerbOptions, FilterOptions {
  readonly fromStart?: boolean;
}

const EXAMPLES = ['peerster watch', 'peerster watch --from-start --json | jq -r .text', 'peerster watch --origin alice'];

/** `peerster watch`. */
export const watchCommand = parsedCommand((io) =>
  verb(
    'watch',
    'Follows the messages that a node accepts until Ctrl-C. After a cut or a restart of the node it goes on by itself.',
    EXAMPLES,
  )
    .option(...JSON_OPTION)
    .option('--from-start', 'begin with the oldest message that the node has, not with the next one')
    .option('--origin <name>', 'only of this origin')
    .option('--kind <kind>', 'only rumor, simple or private')
    .action((options: WatchVerbOptions) => follow(options, io)),
);

async function follow(options: WatchVerbOptions, io: Io): Promise<void> {
  const filter = filterOf(options);
  const signal = io.stopSignal();
  const format = options.json ? jsonOf : lineOf;
  await withNode(options, async (node) => {
    const messages = node.watch({
      from: options.fromStart ? 'beginning' : 'now',
      filter,
      signal,
      onSubscribed: (again) => io.err(again ? 'peerster watch: connected again\n' : `peerster watch: watching ${options.address}\n`),
      onCut: () => io.err('peerster watch: the connection was cut; trying again\n'),
    });
    for await (const message of messages) io.out(format(message));
  });
}
