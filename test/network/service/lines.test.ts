import { expect, test } from 'vitest';
import { NetworkEngine } from '../../../src/gen/peerster/v1/network.js';
import { openNetwork } from '../../../src/network/open.js';
import { KeptLines } from '../../../src/network/service/lines.js';
import { PLAIN_SPEC } from '../../../src/network/spec/plain-spec.js';
import { refusal } from '../../control/harness.js';
import { network, stage } from './stage.js';

const { NETWORK_ENGINE_EMULATED, NETWORK_ENGINE_LOCAL, NETWORK_ENGINE_PROCESSES } = NetworkEngine;

test.each([
  ['in virtual time', NETWORK_ENGINE_EMULATED],
  ['on real sockets', NETWORK_ENGINE_LOCAL],
  ['as processes', NETWORK_ENGINE_PROCESSES],
])('the last lines of nodes %s are told as they were printed', async (_name, engine) => {
  const { networks, node } = await stage();
  await networks.createNetwork(network('line', 3, { engine, keepLines: 50 }));
  await node('n1').sendMessage({ text: 'hello' });
  await networks.awaitConverged({});
  const { lines: sender } = await networks.listLines({ node: 'n1' });
  expect(sender).toContain('CLIENT MESSAGE hello');
  expect(sender.length).toBeLessThanOrEqual(50);
  const { lines: receiver } = await networks.listLines({ node: 'n3' });
  expect(receiver).toContainEqual(expect.stringMatching(/^RUMOR origin n1 from \S+ ID 1 contents hello$/));
  expect((await networks.listLines({ node: 'n3', limit: 2 })).lines).toHaveLength(2);
});

test('a node that is down still tells what it printed', async () => {
  const { networks, node } = await stage();
  await networks.createNetwork(network('line', 2, { engine: NETWORK_ENGINE_LOCAL, keepLines: 50 }));
  await node('n1').sendMessage({ text: 'the last words' });
  await networks.crashNodes({ nodes: { names: ['n1'] } });
  expect((await networks.listLines({ node: 'n1' })).lines).toContain('CLIENT MESSAGE the last words');
});

test('only so many lines of a node are kept', async () => {
  const { networks, node } = await stage();
  await networks.createNetwork(network('line', 2, { keepLines: 3 }));
  for (let number = 1; number <= 10; number++) await node('n1').sendMessage({ text: `text ${number}` });
  expect((await networks.listLines({ node: 'n1' })).lines).toHaveLength(3);
});

test('lines that nobody wanted are not there, and the error says how to want them', async () => {
  const { networks } = await stage();
  await networks.createNetwork(network('line', 2));
  expect(await refusal(networks.listLines({ node: 'n1' }))).toMatchObject({
    reason: 'WRONG_STATE',
    message: expect.stringContaining('create it with keep_lines'),
  });
  expect(await refusal(networks.listLines({ node: 'm1' }))).toMatchObject({ reason: 'UNKNOWN_NODE' });
});

test('where the nodes are many, less is kept of each', async () => {
  const nodes = ['n1', 'n2', 'n3'].map((name) => ({ name }));
  const { engine } = await openNetwork({ ...PLAIN_SPEC, engine: 'emulated', seed: 3, nodes, topology: 'line' });
  const lines = new KeptLines(engine, 200, 9);
  for (const text of ['one', 'two', 'three', 'four']) await engine.publish(0, text);
  expect(lines.of(0)).toHaveLength(3);
  await engine.close();
});
