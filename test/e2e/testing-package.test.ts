import { afterEach, beforeEach, expect, test } from 'vitest';
import { Outside } from './outside.js';

let outside: Outside;
beforeEach(() => void (outside = new Outside()));
afterEach(() => outside.remove());

const STARTS_A_NETWORK = `
  import { network } from 'peerster/client';
  import { startNetwork, startNode } from 'peerster/testing';

  const node = await startNode({ name: 'alice' });
  await node.node.sendMessage({ text: 'hello' });
  console.log((await node.node.listMessages({})).messages.map(({ text }) => text).join());
  await node[Symbol.asyncDispose]();

  const line = await startNetwork({ shape: { $case: 'topology', value: network.Topology.fromPartial({ name: 'line', nodes: 5 }) } });
  await line.node('n1').sendMessage({ text: 'hello' });
  await line.networks.awaitConverged({});
  console.log((await line.node('n5').getStatus({})).origins.map(({ origin, nextId }) => origin + ' ' + nextId).join());
  await line[Symbol.asyncDispose]();
`;

test('whoever installs the package starts nodes and networks in tests, which end in order', async () => {
  expect(await outside.run(STARTS_A_NETWORK)).toBe('hello\nn1 2\n');
});

test('what starts them comes with its types', async () => {
  expect(await outside.complaints(STARTS_A_NETWORK)).toBe('');
  expect(await outside.complaints(`${STARTS_A_NETWORK}; await startNode({ nam: 'x' });`)).toContain("'nam' does not exist");
});
