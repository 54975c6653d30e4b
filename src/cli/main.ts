import { PeersterError } from '../core/errors.js';
import { printable } from '../logging/lines.js';
import { answerAtOnce } from './at-once.js';
import { Ended } from './ended.js';
import { UsageError } from './go-flags.js';
import { type CommandName, unknownCommand } from './help.js';
import type { Command, Io } from './io.js';

/** Each command is loaded only when it is asked for: harnesses start hundreds of these. */
const LOADERS: Readonly<Record<Exclude<CommandName, 'help' | 'version'>, () => Promise<Command>>> = {
  node: async () => (await import('./node/command.js')).nodeCommand,
  client: async () => (await import('./client/command.js')).clientCommand,
  send: async () => (await import('./verbs/send.js')).sendCommand,
  private: async () => (await import('./verbs/private.js')).privateCommand,
  messages: async () => (await import('./verbs/messages.js')).messagesCommand,
  watch: async () => (await import('./verbs/watch.js')).watchCommand,
  peers: async () => (await import('./verbs/peers.js')).peersCommand,
  search: async () => (await import('./verbs/search.js')).searchCommand,
  routes: async () => (await import('./verbs/routes.js')).routesCommand,
  share: async () => (await import('./verbs/share.js')).shareCommand,
  files: async () => (await import('./verbs/files.js')).filesCommand,
  download: async () => (await import('./verbs/download.js')).downloadCommand,
  call: async () => (await import('./call/command.js')).callCommand,
  network: async () => (await import('./network.js')).networkCommand,
  conform: async () => (await import('./conform.js')).conformCommand,
  decode: async () => (await import('./decode.js')).decodeCommand,
};

/** Runs a command line without the program's name and returns its exit status: 0 done, 1 failed, 2 used wrongly. Never throws. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  const atOnce = answerAtOnce(argv, io);
  if (atOnce !== undefined) return atOnce;
  if (name === 'help') return main([...rest, '--help'], io);
  if (!Object.hasOwn(LOADERS, name as string)) {
    io.err(unknownCommand(name as string));
    return 2;
  }
  return run(name as keyof typeof LOADERS, rest, io);
}

async function run(name: keyof typeof LOADERS, argv: readonly string[], io: Io): Promise<number> {
  try {
    const command = await LOADERS[name]();
    return await command(argv, io);
  } catch (error) {
    return explain(name, error, io);
  }
}

/** An error as one line on standard error, and the exit status that it stands for. */
function explain(name: string, error: unknown, io: Io): number {
  if (error instanceof Ended) return error.status;
  if (error instanceof UsageError) {
    io.err(`peerster ${name}: ${oneLine(error.message)}\n`);
    return 2;
  }
  const message = error instanceof Error ? error.message : String(error);
  io.err(`peerster ${name}: ${oneLine(message)}\n`);
  if (!(error instanceof PeersterError) && io.env.PEERSTER_DEBUG !== undefined && error instanceof Error) io.err(`${error.stack}\n`);
  return 1;
}

/** Whatever came from a user or from the network cannot break the line or drive the terminal. */
function oneLine(message: string): string {
  return printable(message.replaceAll('\n', ' '));
}
