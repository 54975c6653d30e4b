import { SendMessageResponse } from '../../gen/peerster/v1/node.js';
import { UsageError } from '../go-flags.js';
import type { Io } from '../io.js';
import { parsedCommand } from '../parsed-command.js';
import { JSON_OPTION, type VerbOptions, verb, withNode } from './verb.js';

interface SendOptions extends VerbOptions {
  readonly to?: string;
  readonly requestId?: string;
}

const EXAMPLES = [
  'peerster send "hello"',
  'peerster send --to bob "only for you"',
  'peerster send --address 127.0.0.1:10001 --json hello',
  'peerster send -- "-1 is a number"',
];

/** `peerster send TEXT`. */
export const sendCommand = parsedCommand((io) =>
  verb('send', 'Publishes a text as a rumor for everybody, or sends it to one node.', EXAMPLES)
    .argument('<text...>', 'what to publish')
    .option(...JSON_OPTION)
    .option('--to <name>', 'only for this node: a private message')
    .option('--request-id <id>', 'a repeat with the same id publishes nothing and returns the first answer')
    .action((words: string[], options: SendOptions) => send(onlyText(words), options, io)),
);

function onlyText(words: readonly string[]): string {
  if (words.length === 1) return words[0] as string;
  throw new UsageError(`a text of several words goes into quotes: peerster send "${words.join(' ')}"`);
}

/** Hands a text to a node and says what became of it. */
export async function send(text: string, options: SendOptions, io: Io): Promise<void> {
  const answer = await withNode(options, (node) => node.send(text, { to: options.to, requestId: options.requestId }));
  if (options.json) io.out(`${JSON.stringify(SendMessageResponse.toJSON(answer))}\n`);
  else if (options.to) io.out(`sent to ${options.to} as a private message of ${answer.origin}\n`);
  else io.out(`published as ${answer.id === 0 ? 'a simple message' : `rumor ${answer.id}`} of ${answer.origin}\n`);
}
