import type { Io } from '../io.js';
import { parsedCommand } from '../parsed-command.js';
import { listMessages } from './messages.js';
import { send } from './send.js';
import { JSON_OPTION, type VerbOptions, verb } from './verb.js';

const EXAMPLES = ['peerster private bob "only for you"', 'peerster private bob', 'peerster private --json | jq -r .text'];

/** `peerster private [NAME [TEXT]]`. */
export const privateCommand = parsedCommand((io) =>
  verb('private', 'Sends a text to one node, or lists the private messages that a node has sent and got.', EXAMPLES)
    .argument('[name]', 'the node to write to, or whose conversation to list; without it: all conversations')
    .argument('[text]', 'what to send')
    .option(...JSON_OPTION)
    .action((name: string | undefined, text: string | undefined, options: VerbOptions) => run(name, text, options, io)),
);

function run(name: string | undefined, text: string | undefined, options: VerbOptions, io: Io): Promise<void> {
  if (name !== undefined && text !== undefined) return send(text, { ...options, to: name }, io);
  return listMessages({ ...options, kind: 'private', ...(name !== undefined && { conversation: name }) }, io);
}
