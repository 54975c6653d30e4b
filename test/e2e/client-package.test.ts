import { afterEach, beforeEach, expect, test } from 'vitest';
import { Outside } from './outside.js';
import { Programs } from './processes.js';

const programs = new Programs();
let outside: Outside;
beforeEach(() => void (outside = new Outside()));
afterEach(async () => {
  outside.remove();
  await programs.killAll();
});

const SENDS_AND_WATCHES = `
  import { CallError, MessageKind, Node } from 'peerster/client';

  const node = Node.connect(process.argv[2] ?? '');
  const { origin } = await node.send('hello');
  for await (const message of node.watch({ from: 'beginning' })) {
    console.log(origin, message.id, message.text, message.kind === MessageKind.MESSAGE_KIND_RUMOR);
    break;
  }
  await node.send('x'.repeat(9_000)).catch((error) => console.log(error instanceof CallError && error.reason, error.facts));
  node.close();
`;

const STARTS_A_NETWORK = `
  import { startNetwork, startNode } from 'peerster/testing';

  const node = await startNode({ name: 'alice' });
  await node.send('hello');
  for await (const { text } of node.messages()) console.log(text);
  await node[Symbol.asyncDispose]();

  const line = await startNetwork({ shape: { $case: 'topology', value: { name: 'line', nodes: 5 } } });
  await line.node('n1').send('hello');
  await line.awaitConverged();
  console.log(await line.node('n5').status());
  await line[Symbol.asyncDispose]();
`;

test('whoever installs the package can import the client, and drives a node with it', async () => {
  const { is } = await programs.node('-name=alice');
  expect(await outside.run(SENDS_AND_WATCHES, is.uiAddress)).toBe("alice 1 hello true\nTEXT_TOO_LONG { limit: '8192' }\n");
});

test('whoever installs the package starts nodes and networks in tests, which end in order', async () => {
  expect(await outside.run(STARTS_A_NETWORK)).toBe('hello\n{ n1: 2 }\n');
});

test('what drives nodes and what starts them come with their types', async () => {
  expect(await outside.complaints(SENDS_AND_WATCHES, STARTS_A_NETWORK)).toBe('');
  const complaints = await outside.complaints(
    `${SENDS_AND_WATCHES}; await node.send('x', { too: 'bob' });`,
    `${STARTS_A_NETWORK}; await startNode({ nam: 'x' });`,
  );
  expect(complaints).toContain("'too' does not exist");
  expect(complaints).toContain("'nam' does not exist");
});
