import { isAbsolute } from 'node:path';
import { toMilliseconds } from '../../control/durations.js';
import { PeersterError } from '../../core/errors.js';
import type { Duration } from '../../gen/google/protobuf/duration.js';
import type { NodeProgram as Message, ProgramLimits as LimitsMessage } from '../../gen/peerster/v1/network.js';
import { type NodeProgram, PROGRAM_LIMITS, type ProgramLimits } from '../programs/node-program.js';
import { checkProgram } from '../programs/problems.js';

/** Which programs of somebody else a server starts as nodes. */
export interface ProgramPolicy {
  /** Whatever a request says: whoever reaches the server runs commands on its machine then. */
  readonly any: boolean;
  /** Of every node of an engine with processes that has no other. */
  readonly usual?: NodeProgram | undefined;
}

export const NO_PROGRAMS: ProgramPolicy = { any: false };

/** Throws UNSUPPORTED where the server starts none, INVALID_SETTING, INVALID_REQUEST. */
export function toProgram(message: Message | undefined, { any }: ProgramPolicy): NodeProgram | undefined {
  if (message === undefined) return undefined;
  if (!any) throw refused();
  const { node, client, build, directory, shared: isShared, ready, limits } = message;
  const said = { client: client || undefined, directory: directory || undefined, ready: ready || undefined };
  const program = { node, build, isShared, ...said, limits: toLimits(limits) };
  checkProgram(program);
  checkDirectory(program);
  return program;
}

/** For a server that starts no programs of its callers. */
export function refused(): PeersterError {
  const advice = 'start it with --programs, if it is to run whatever they say';
  return new PeersterError('UNSUPPORTED', `this server starts no programs of its callers: ${advice}`);
}

/** A path from where the server happens to run is nobody's. Throws INVALID_SETTING. */
export function checkDirectory({ directory }: NodeProgram): void {
  if (directory !== undefined && !isAbsolute(directory))
    throw new PeersterError('INVALID_SETTING', `the directory ${directory} is to be an absolute path on the machine of the server`);
}

function toLimits(message: LimitsMessage | undefined): ProgramLimits {
  if (message === undefined) return PROGRAM_LIMITS;
  const ms = (limit: Duration | undefined, name: string, usual: number): number =>
    limit === undefined ? usual : toMilliseconds(limit, `limits.${name}`);
  const { build, start, client, memory, output, files } = PROGRAM_LIMITS;
  return {
    build: ms(message.build, 'build', build),
    start: ms(message.start, 'start', start),
    client: ms(message.client, 'client', client),
    memory: Number(message.memoryBytes) || memory,
    output: Number(message.outputBytes) || output,
    files: message.openFiles || files,
  };
}
