import { expect, test } from 'vitest';
import { Random } from '../../../src/core/random.js';
import { Faults } from '../../../src/network/faults/faults.js';
import { LocalNetwork } from '../../../src/network/local/network.js';
import { PATIENCE, quick, stage } from '../engine/stage.js';
import { observeAll, order, sameDeliverers } from './stage.js';

const open = (options: Parameters<typeof quick>[0]) => LocalNetwork.open(quick(options));

async function publishAll(network: Awaited<ReturnType<typeof stage>>, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++)
    for (const node of network.names.keys()) await network.publish(node, `${round} of ${network.names[node]}`);
}

test('what the relay sees is what the nodes tell: the same deliveries in the same order', async () => {
  const network = await stage(open, { nodes: 6 });
  const both = observeAll(network);
  const { told, seen, known } = both;
  await publishAll(network, 10);
  expect(await network.time.until(() => Math.min(told.length, seen.length) >= 6 * 6 * 10, PATIENCE)).toBe(true);
  expect(order(seen)).toEqual(order(told));
  expect(sameDeliverers(both)).toBeGreaterThan(0.95);
  for (const [node, { messages }] of known.entries()) {
    expect(messages).toBe(60);
    expect(new Set(known[node]?.vector())).toEqual(new Set(network.vector(node)));
  }
});

test('also where links lose, double and delay', async () => {
  const names = ['n0', 'n1', 'n2', 'n3', 'n4'];
  const faults = new Faults(new Random(7).fork('faults'), names, [
    { on: { links: 'all' }, fault: { kind: 'loss', probability: 0.2 } },
    { on: { links: 'all' }, fault: { kind: 'duplication', probability: 0.1 } },
    { on: { links: 'all' }, fault: { kind: 'delay', distribution: 'uniform', min: 0, max: 20 } },
  ]);
  const network = await stage(open, { nodes: 5, behaviour: faults });
  const { told, seen, known } = observeAll(network);
  await publishAll(network, 5);
  expect(await network.time.until(() => Math.min(told.length, seen.length) >= 5 * 5 * 5, PATIENCE)).toBe(true);
  expect(order(seen)).toEqual(order(told));
  for (const [node, seenOf] of known.entries()) for (const name of names) expect(seenOf.nextId(name)).toBe(network.nextId(node, name));
});
