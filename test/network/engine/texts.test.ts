import { expect, onTestFinished, test } from 'vitest';
import { converged } from '../../../src/network/engine/converged.js';
import type { Engine } from '../../../src/network/engine/engine.js';
import { Texts } from '../../../src/network/engine/texts.js';
import type { Network } from '../../../src/network/network.js';
import { openNetwork } from '../../../src/network/open.js';
import { PLAIN_SPEC } from '../../../src/network/spec/plain-spec.js';

const NODES = 8;

/** A line of slow links. Its nodes send route rumors more often than a link takes. */
async function line(): Promise<Network> {
  const nodes = Array.from({ length: NODES }, (_, at) => ({ name: `n${at}` }));
  const links = [{ on: { links: 'all' }, fault: { kind: 'delay', distribution: 'constant', ms: 200 } }] as const;
  const spec = { ...PLAIN_SPEC, nodes, topology: 'line', links, settings: { routeRumors: 100, antiEntropy: 500 } };
  const network = await openNetwork(spec, { seed: 1 });
  onTestFinished(() => network.close());
  return network;
}

function haveTheSameVector(engine: Engine): boolean {
  const vectors = engine.names.map((_, node) => new Map(engine.vector(node).map(({ identifier, nextId }) => [identifier, nextId])));
  return vectors.every((vector) => [...vector].every(([origin, nextId]) => vectors[0]?.get(origin) === nextId));
}

test('a network in which route rumors are always under way has converged once every text is everywhere', async () => {
  const { engine, texts } = await line();
  await engine.time.until(() => false, 3_000);
  const holds = converged(engine, texts);
  expect([holds(), haveTheSameVector(engine)]).toEqual([true, false]);
  const id = await engine.publish(0, 'hello');
  expect(holds()).toBe(false);
  expect(await engine.time.until(holds, 60_000)).toBe(true);
  expect(engine.names.every((_, node) => engine.nextId(node, 'n0') > id)).toBe(true);
  expect(haveTheSameVector(engine)).toBe(false);
  expect(texts.wanted()).toEqual(new Map([['n0', id + 1]]));
});

test('a text that only nodes hold that are down is not waited for, until one of them is back', async () => {
  const { engine, texts } = await line();
  await engine.time.until(() => false, 1_000);
  const holds = converged(engine, texts);
  const id = await engine.publish(0, 'hello');
  await engine.crash(0);
  expect([holds(), texts.wanted().size]).toEqual([true, 0]);
  await engine.restart(0, 'kept');
  expect([holds(), texts.wanted()]).toEqual([false, new Map([['n0', id + 1]])]);
  expect(await engine.time.until(holds, 60_000)).toBe(true);
  await engine.crash(0);
  await engine.crash(7);
  await engine.restart(7, 'lost');
  expect(holds()).toBe(false);
  expect(await engine.time.until(holds, 60_000)).toBe(true);
});

test('a paused node is waited for, and one that is gone is not', async () => {
  const { engine, texts } = await line();
  await engine.time.until(() => false, 1_000);
  const holds = converged(engine, texts);
  await engine.pause(7);
  await engine.publish(0, 'hello');
  expect(await engine.time.until(holds, 20_000)).toBe(false);
  await engine.remove(7);
  expect(holds()).toBe(true);
});

test('what is known before anybody looked on is not what is waited for', async () => {
  const { engine } = await line();
  await engine.publish(0, 'early');
  expect(converged(engine, new Texts(engine))()).toBe(true);
});
