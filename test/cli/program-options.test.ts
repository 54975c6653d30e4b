import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/cli/go-flags.js';
import { inCommand, type ProgramFlags, programOf, programsOf } from '../../src/cli/network/program-options.js';

const NODE = './Peerster -gossipAddr={gossip} -name={name} -peers={peers}';

describe("the options for somebody else's nodes", () => {
  test('none of them means our nodes', () => {
    expect(programOf({})).toBeUndefined();
    expect(programsOf({})).toEqual([]);
  });

  test('--node is for all nodes, and a directory counts from where the user stands', () => {
    const [choice] = programsOf({ node: NODE, directory: 'submission', build: 'go build', readyLine: 'running' });
    expect(choice).toMatchObject({
      nodes: ['*'],
      program: { node: NODE, directory: resolve('submission'), build: ['go build'], ready: 'running', isShared: false, client: undefined },
    });
  });

  test.each<[string, ProgramFlags, RegExp]>([
    ['one without --node', { client: 'client -msg={text}' }, /^--client goes with --node/],
    ['a command that cannot be', { node: 'Peerster -name={name}' }, /^node has no \{gossip\}, \{peers\}/],
    ['a program that is nowhere', { node: NODE }, /say which folder that is: directory/],
  ])('%s is a wrong use', (_what, flags, complaint) => {
    expect(() => programOf(flags)).toThrow(UsageError);
    expect(() => programOf(flags)).toThrow(complaint);
  });

  test('a command that does the same again has them in quotes that any shell reads', () => {
    const again = inCommand({ node: `${NODE} -msg='a b'`, directory: 'x', shared: true });
    expect(again).toBe(
      String.raw` --directory 'x' --node './Peerster -gossipAddr={gossip} -name={name} -peers={peers} -msg='\''a b'\''' --shared`,
    );
    expect(inCommand({})).toBe('');
  });
});
