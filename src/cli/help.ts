import { nearest } from '../core/nearest.js';

/** The commands in the order of the help, each with what it does in a few words. Loaded at every start: keep it light. */
export const COMMANDS = [
  ['node', 'run a node'],
  ['client', 'hand one message or command to a node, as the course programs do'],
  ['send', 'publish a text'],
  ['private', 'write to one node, and list what was written'],
  ['messages', 'list what a node has accepted'],
  ['watch', 'follow what a node accepts, across restarts and cuts'],
  ['peers', 'list, add and remove the peers of a node'],
  ['search', 'find files of other nodes'],
  ['routes', 'list the nodes that a node knows the way to'],
  ['share', 'share a file with other nodes'],
  ['files', 'list the files that a node has'],
  ['download', 'get a file from other nodes'],
  ['call', 'call any method of any node with JSON'],
  ['network', 'run whole networks of nodes, and drive those of a server'],
  ['conform', 'judge a node by the sentences of the protocol'],
  ['decode', 'explain datagrams given as hex or in a capture'],
  ['help', 'explain a command: peerster help node'],
  ['version', 'print the version'],
] as const;

export type CommandName = (typeof COMMANDS)[number][0];

export const HELP = `Peerster: a gossip node over UDP, driven and watched over gRPC.

Usage: peerster COMMAND [ARGUMENTS]

Commands:
${COMMANDS.map(([name, about]) => `  ${name.padEnd(10)}${about}`).join('\n')}

Examples:
  peerster node -name=alice -UIPort=10000 -gossipAddr=127.0.0.1:5000
  peerster node -name=bob -UIPort=10001 -gossipAddr=127.0.0.1:5001 -peers=127.0.0.1:5000
  peerster send "hello" && peerster watch --address 127.0.0.1:10001 --from-start
  peerster network up

peerster help COMMAND explains a command with its flags and examples. Every flag
can be given as an environment variable too.
Exit status: 0 done, 1 failed, 2 used wrongly.
`;

/** One line for a command that does not exist. */
export function unknownCommand(name: string): string {
  const near = nearest(
    name,
    COMMANDS.map(([command]) => command),
  );
  return `peerster: there is no command "${name}"; ${near === undefined ? 'peerster help lists them' : `did you mean ${near}?`}\n`;
}
