import { afterEach, beforeEach, expect, test } from 'vitest';
import { Outside } from './outside.js';

let outside: Outside;
beforeEach(() => void (outside = new Outside()));
afterEach(() => outside.remove());

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

test('whoever installs the package starts nodes and networks in tests, which end in order', async () => {
  expect(await outside.run(STARTS_A_NETWORK)).toBe('hello\n{ n1: 2 }\n');
});

test('what starts them comes with its types', async () => {
  expect(await outside.complaints(STARTS_A_NETWORK)).toBe('');
  expect(await outside.complaints(`${STARTS_A_NETWORK}; await startNode({ nam: 'x' });`)).toContain("'nam' does not exist");
});
