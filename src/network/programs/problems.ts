import { PeersterError } from '../../core/errors.js';
import type { NodeProgram } from './node-program.js';
import { clientCommand, nodeCommand } from './commands.js';

/** Whether a command says where its program is by a path from the folder that it runs in. */
const RELATIVE = /^\.{0,2}[^/\s]*\//;

/** Throws INVALID_SETTING for commands that cannot be, with what to write instead. */
export function checkProgram({ node, client, build, directory, ready }: NodeProgram): void {
  nodeCommand(node);
  if (client !== undefined) clientCommand(client);
  if (ready !== undefined) checkPattern(ready);
  if (directory !== undefined) return;
  const relative = [node, client ?? ''].find((command) => RELATIVE.test(command) && !command.startsWith('/'));
  if (build.length === 0 && relative === undefined) return;
  const what =
    relative === undefined ? 'something is to be built' : `"${relative.split(/\s/, 1)[0]}" is looked for in the folder of the program`;
  throw new PeersterError('INVALID_SETTING', `${what}, so say which folder that is: directory`);
}

/** Programs of somebody else are processes. */
export function notHere(engine: string): PeersterError {
  return new PeersterError('UNSUPPORTED', `programs of somebody else run as processes: take the engine processes, not ${engine}`);
}

function checkPattern(source: string): void {
  try {
    RegExp(source);
  } catch (error) {
    throw new PeersterError('INVALID_SETTING', `ready is no regular expression: ${(error as Error).message}`);
  }
}
