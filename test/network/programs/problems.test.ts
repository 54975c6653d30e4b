import { describe, expect, test } from 'vitest';
import { type NodeProgram, PROGRAM_LIMITS } from '../../../src/network/programs/node-program.js';
import { checkProgram } from '../../../src/network/programs/problems.js';

const NODE = '-gossipAddr={gossip} -name={name} -peers={peers}';

function program(changes: Partial<NodeProgram>): NodeProgram {
  const none = { client: undefined, build: [], directory: undefined, isShared: false, ready: undefined };
  return { node: `Peerster ${NODE}`, ...none, limits: PROGRAM_LIMITS, ...changes };
}

function complaintAbout(changes: Partial<NodeProgram>): string {
  try {
    checkProgram(program(changes));
    return 'none';
  } catch (error) {
    return (error as Error).message;
  }
}

describe("a program of somebody else's nodes", () => {
  test.each([
    ['an absolute path', { node: `/opt/Peerster ${NODE}` }],
    ['a program that the system finds', { node: `python3 node.py ${NODE}` }],
    ['a path in its folder', { node: `./Peerster ${NODE}`, directory: '/opt', build: ['go build'] }],
    ['a client and a ready pattern', { client: 'client -msg={text} -dest={dest}', ready: 'Gossiper running$' }],
  ])('may have %s', (_what, changes) => {
    expect(complaintAbout(changes)).toBe('none');
  });

  test.each([
    ['no hole for its name', { node: 'Peerster -gossipAddr={gossip} -peers={peers}' }, /node has no \{name\}: say where it goes/],
    ['a hole that there is not', { node: `Peerster ${NODE} -port={ui_port}` }, /node: .*\{ui_port\}/],
    ['a client that takes no text', { client: 'client -dest={dest}' }, /client has no \{text\}/],
    ['a client with a hole of the node', { client: 'client -msg={text} -rtimer={rtimer}' }, /client: .*\{rtimer\}/],
    ['a quote without end', { node: `Peerster ${NODE} "` }, /node: a quote has no end/],
    ['a pattern that is none', { ready: '(' }, /ready is no regular expression/],
    ['a path from nowhere', { node: `./Peerster ${NODE}` }, /"\.\/Peerster" .* say which folder that is: directory/],
    ['a client from nowhere', { client: 'client/client -msg={text}' }, /"client\/client" .* directory/],
    ['something to build nowhere', { build: ['go build'] }, /something is to be built, so say which folder/],
  ])('cannot have %s', (_what, changes, complaint) => {
    expect(complaintAbout(changes)).toMatch(complaint);
  });
});
