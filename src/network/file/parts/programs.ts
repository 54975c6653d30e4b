import { type NodeProgram, PROGRAM_LIMITS, type ProgramChoice } from '../../programs/node-program.js';
import { as, listOf, record } from '../shape/compounds.js';
import { text, whole, yesOrNo } from '../shape/scalars.js';
import type { Shape } from '../shape/shape.js';
import { bytes, duration } from '../shape/units.js';
import { nodeNames } from './names.js';

const { build, start, client, memory, output } = PROGRAM_LIMITS;

const limits = record('the limits of a program', {
  build: { shape: duration, about: `for each build command; ${build / 60_000} min unless told otherwise` },
  start: { shape: duration, about: `until a node is ready; ${start / 1_000} s unless told otherwise` },
  client: { shape: duration, about: `for each call of the client; ${client / 1_000} s unless told otherwise` },
  memory: { shape: bytes, about: `of a node and all that it has started; ${memory / 2 ** 30} GiB unless told otherwise` },
  output: { shape: bytes, about: `that a node may print in its life; ${output / 2 ** 20} MiB unless told otherwise` },
  files: {
    shape: whole(8, 1_000_000),
    about: 'files and sockets that a node may have open; as many as the system allows unless told otherwise',
  },
});

const program = record('a program', {
  nodes: { shape: nodeNames, about: 'which nodes; all unless told otherwise' },
  directory: { shape: text, about: 'the folder with the program, from this file; each node runs in a copy of it' },
  shared: { shape: yesOrNo, about: 'all of it happens in the directory itself, without copies' },
  build: { shape: listOf(text, 'a command for the shell, or several'), about: 'what is done once, before the first node' },
  node: { shape: text, about: 'the command that starts a node, with {gossip}, {name} and {peers} in it', required: true },
  client: { shape: text, about: 'the command that tells a node something, with {text} in it' },
  ready: { shape: text, about: 'a regular expression for the line by which a node is ready; without it, once its ports are open' },
  limits: { shape: limits, about: 'what a node may use' },
});

/** Nodes that are somebody else's. The directory is as written. */
export const programs: Shape<readonly ProgramChoice[]> = listOf(as(program, choiceOf), "programs of somebody else's nodes");

function choiceOf(read: NonNullable<ReturnType<typeof program.read>>): ProgramChoice {
  const { nodes = ['*'], directory, shared = false, build = [], node, client, ready } = read;
  return { nodes, program: { directory, isShared: shared, build, node, client, ready, limits: limitsOf(read.limits) } };
}

function limitsOf(read: ReturnType<typeof limits.read>): NodeProgram['limits'] {
  const said = Object.entries(read ?? {}).filter(([, limit]) => limit !== undefined);
  return { ...PROGRAM_LIMITS, ...Object.fromEntries(said) };
}
