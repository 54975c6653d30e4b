import { expect, onTestFinished, test } from 'vitest';
import { Random } from '../../../src/core/random.js';
import { settings } from '../../../src/core/settings.js';
import { openNetwork } from '../../../src/network/open.js';
import type { Network } from '../../../src/network/network.js';
import { PLAIN_SPEC } from '../../../src/network/spec/plain-spec.js';

const NODES = 6_000;

/** A complete graph that could not be, if each node listed its neighbours: 36 million entries. */
async function open(): Promise<Network> {
  const nodes = Array.from({ length: NODES }, (_, at) => ({ name: `n${at}` }));
  const delay = { on: { links: 'all' }, fault: { kind: 'delay', distribution: 'constant', ms: 20 } } as const;
  const network = await openNetwork(
    { ...PLAIN_SPEC, nodes, topology: 'complete', links: [delay], settings: settings({ greet: 2 }) },
    { seed: 1 },
  );
  onTestFinished(() => network.close());
  return network;
}

test('a partition of a large complete graph keeps the other half away, and what is healed spreads', async () => {
  const { engine, faults } = await open();
  const isEven = (node: number) => node % 2 === 0;
  const names = (isMeant: (node: number) => boolean) => engine.names.filter((_, node) => isMeant(node));
  // A name of each node would be asked for each pattern: two patterns of ten do.
  const groups = [['n*0', 'n*2', 'n*4', 'n*6', 'n*8'], ['*']];
  const id = faults.add({ on: { links: 'across', groups, direction: 'both' }, fault: { kind: 'cut' } });
  await engine.publish(0, 'hello');
  const holds = (node: number) => engine.nextId(node, 'n0') > 1;
  const every = (isMeant: (node: number) => boolean) => engine.names.every((_, node) => !isMeant(node) || holds(node));
  expect(await engine.time.until(() => every(isEven), 30_000)).toBe(true);
  expect(names((node) => !isEven(node) && holds(node))).toEqual([]);
  faults.remove(id);
  expect(await engine.time.until(() => every(() => true), 30_000)).toBe(true);
});

test('nodes of a large complete graph leave, join and come back as new ones', async () => {
  const { engine } = await open();
  expect(engine.census).toEqual({ nodes: NODES, up: NODES, links: (NODES * (NODES - 1)) / 2 });
  await engine.remove(7);
  await engine.crash(8);
  await engine.restart(8, 'lost');
  await engine.unlink(9, 10);
  const guest = await engine.add({ name: 'guest' });
  await engine.link(guest, 9);
  expect(engine.census).toEqual({ nodes: NODES, up: NODES, links: ((NODES - 1) * (NODES - 2)) / 2 });
  expect([6, 8, 9, guest].map((node) => engine.neighbours(node).size)).toEqual([NODES - 2, NODES - 2, NODES - 2, 1]);
  await engine.publish(guest, 'hello');
  const random = new Random(1);
  const sample = Array.from({ length: 200 }, () => random.below(NODES)).filter((node) => node !== 7);
  expect(await engine.time.until(() => sample.every((node) => engine.nextId(node, 'guest') > 1), 60_000)).toBe(true);
});
