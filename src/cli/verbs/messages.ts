import type { Message } from '../../gen/peerster/v1/node.js';
import type { Io } from '../io.js';
import { parsedCommand } from '../parsed-command.js';
import { cellsOf, columnsOf, type FilterOptions, filterOf, jsonOf } from './message.js';
import { table } from './table.js';
import { JSON_OPTION, type VerbOptions, verb, withNode } from './verb.js';

const EXAMPLES = ['peerster messages', 'peerster messages --origin alice --json | jq -r .text'];

/** `peerster messages`. */
export const messagesCommand = parsedCommand((io) =>
  verb('messages', 'Lists the messages that a node has accepted, oldest first.', EXAMPLES)
    .option(...JSON_OPTION)
    .option('--origin <name>', 'only of this origin')
    .option('--kind <kind>', 'only rumor, simple or private')
    .action((options: VerbOptions & FilterOptions) => listMessages(options, io)),
);

/** The messages that match, as a table or as JSON. */
export async function listMessages(options: VerbOptions & FilterOptions, io: Io): Promise<void> {
  const filter = filterOf(options);
  await withNode(options, async (node) => {
    const all: Message[] = [];
    for await (const message of node.messages(filter)) {
      if (options.json) io.out(jsonOf(message));
      else all.push(message);
    }
    if (!options.json)
      io.out(
        table(
          columnsOf(filter),
          all.map((message) => cellsOf(message, filter)),
        ),
      );
  });
}
