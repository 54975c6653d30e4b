import type { NodeNames } from '../faults/fault-spec.js';

/** What one node that is somebody else's may use. Times in ms. */
export interface ProgramLimits {
  /** Until a build command is over. */
  readonly build: number;
  /** Until a node is ready. */
  readonly start: number;
  /** Until a call of the client is over. */
  readonly client: number;
  /** Bytes of memory of a node and all that it has started. */
  readonly memory: number;
  /** Bytes that a node may write on standard output and error. */
  readonly output: number;
  /** Files and sockets that a node may have open; as many as this process unless told otherwise. */
  readonly files: number | undefined;
}

/** Nodes that are somebody else's: the commands that build, start and drive them. */
export interface NodeProgram {
  /** A template: how a node is started. */
  readonly node: string;
  /** A template: how a node's client is called. Without one a node cannot be told anything. */
  readonly client: string | undefined;
  /** For the shell, one after another, once before the first node. */
  readonly build: readonly string[];
  /** The folder with the program, absolute. Without one the nodes begin in empty folders. */
  readonly directory: string | undefined;
  /** Builds and nodes run in the directory itself. Otherwise the build has a copy of it, and each node a copy of that. */
  readonly isShared: boolean;
  /** The source of a regular expression: a node is ready once it has written a line that fits. Without one: once its ports are open. */
  readonly ready: string | undefined;
  readonly limits: ProgramLimits;
}

/** Which nodes have a program. */
export interface ProgramChoice {
  readonly nodes: NodeNames;
  readonly program: NodeProgram;
}

export const PROGRAM_LIMITS: ProgramLimits = {
  build: 120_000,
  start: 15_000,
  client: 10_000,
  memory: 2 ** 30,
  output: 256 * 2 ** 20,
  files: undefined,
};
