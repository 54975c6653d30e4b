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

test('whoever installs the package can import the client, and drives a node with it', async () => {
  const { is } = await programs.node('-name=alice');
  expect(await outside.run(SENDS_AND_WATCHES, is.uiAddress)).toBe("alice 1 hello true\nTEXT_TOO_LONG { limit: '8192' }\n");
});

test('the client comes with its types', async () => {
  expect(await outside.complaints(SENDS_AND_WATCHES)).toBe('');
  expect(await outside.complaints(`${SENDS_AND_WATCHES}; await node.send('x', { too: 'bob' });`)).toContain("'too' does not exist");
});
