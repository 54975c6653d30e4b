import { type NodeProgram, PROGRAM_LIMITS } from '../../src/network/programs/node-program.js';
import { PROGRAM } from './build.js';

const HOLES = '-UIPort={ui} -gossipAddr={gossip} -name={name} -peers={peers}';

/** Our own node as somebody else's, of which nothing is known but its commands. Its periods are short. */
export const OURS: NodeProgram = {
  node: `node ${PROGRAM} node ${HOLES} -rtimer={rtimer} -antiEntropy=0.2 -seed={seed} {simple}`,
  client: `node ${PROGRAM} client -UIPort={ui} -msg={text} -dest={dest} -file={file} -request={request} -keywords={keywords} -budget={budget}`,
  build: [],
  directory: undefined,
  isShared: false,
  ready: undefined,
  limits: PROGRAM_LIMITS,
};

/** A program of one line for the shell, which sees the holes as its arguments. */
export function shell(script: string, changes: Partial<NodeProgram> = {}): NodeProgram {
  return { ...OURS, client: undefined, node: `sh -c '${script}' sh {gossip} {name} {peers}`, ...changes };
}
