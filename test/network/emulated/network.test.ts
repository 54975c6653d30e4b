import { expect, onTestFinished, test } from 'vitest';
import { Random } from '../../../src/core/random.js';
import { settings } from '../../../src/core/settings.js';
import type { EmulatedOptions } from '../../../src/network/emulated/emulated-options.js';
import { EmulatedNetwork } from '../../../src/network/emulated/network.js';
import type { EventLoop } from '../../../src/network/engine/event-loop.js';
import { makeLinks } from '../../../src/network/topology/registry.js';
import { FAIR } from '../engine/stage.js';

const QUIET = settings({ antiEntropy: 0, settleTime: 0, greet: 0 });

function open(options: Partial<EmulatedOptions> = {}): EmulatedNetwork {
  const links = makeLinks('line', 3, new Random(1));
  const nodes = ['ann', 'bob', 'cid'].map((name) => ({ name }));
  const network = EmulatedNetwork.open({ seed: 1, settings: QUIET, behaviour: { ...FAIR, decide: () => 20 }, links, nodes, ...options });
  onTestFinished(() => network.close());
  return network;
}

test('time stops at the very ms in which a fact comes true', async () => {
  const network = open();
  await network.publish(0, 'hello');
  expect(await network.time.until(() => network.nextId(2, 'ann') > 1, 10_000)).toBe(true);
  expect(network.time.now).toBe(40);
  expect(network.time.wall(network.time.now)).toBe(Date.UTC(2000, 0, 1) + 40);
});

test('each of several who wait is told at its own time', async () => {
  const network = open();
  const times: number[] = [];
  const note = () => void times.push(network.time.now);
  await network.publish(0, 'hello');
  const waits = [1, 2].map((node) => network.time.until(() => network.nextId(node, 'ann') > 1, 10_000).then(note));
  await Promise.all([...waits, network.time.until(() => false, 33).then(note), network.time.until(() => false, 500).then(note)]);
  expect(times).toEqual([20, 33, 40, 500]);
});

test('what happens in one ms of a large network is done in several turns of the process, and who waits sees the end of the ms only', async () => {
  const links = makeLinks('star', 10_000, new Random(1));
  const nodes = Array.from({ length: 10_000 }, (_, node) => ({ name: `n${node}` }));
  let turns = 0;
  const loop: EventLoop = { now: () => 0, soon: (act) => void (turns++, setImmediate(act)), later: () => {} };
  const network = open({ links, nodes, loop, settings: settings({ greet: 8 }), behaviour: { ...FAIR, decide: () => 0 } });
  const seen = new Set<number>();
  await network.time.until(() => seen.add(network.events).size < 0, 0);
  expect(network.time.now).toBe(0);
  expect(seen).toEqual(new Set([network.events]));
  expect(turns).toBeGreaterThan(3);
});

test('a packet that is under way when its link is cut is lost, also if the link is back before it would have arrived', async () => {
  const network = open();
  await network.publish(0, 'hello');
  network.time.at(5, () => void network.unlink(0, 1));
  network.time.at(10, () => void network.link(0, 1));
  await network.time.until(() => network.time.now >= 30, 30);
  expect(network.nextId(1, 'ann')).toBe(1);
});

test('what comes to a paused node waits for it, as many as a socket would hold', async () => {
  const network = open();
  await network.pause(1);
  await network.publish(0, 'hello');
  await network.time.until(() => false, 30);
  await network.resume(1);
  expect(network.nextId(1, 'ann')).toBe(2);
});

test('what comes to a node that is down is lost', async () => {
  const network = open();
  await network.crash(1);
  await network.publish(0, 'hello');
  await network.time.until(() => false, 30);
  await network.restart(1, 'kept');
  expect(network.nextId(1, 'ann')).toBe(1);
});

test('links that change while a node is down are known to it when it is back', async () => {
  const network = open();
  await network.crash(1);
  await network.unlink(0, 1);
  await network.link(0, 2);
  await network.restart(1, 'kept');
  const peersOf = (node: number) => network.control(node).query((at) => Array.from(at.neighbours, (peer) => network.nodeOf(peer)));
  expect([0, 1, 2].map(peersOf)).toEqual([[2], [2], [1, 0]]);
});

test('without anything that can happen, endless waits take no time and go on once something can', async () => {
  const network = open();
  const waiting = network.time.until(() => network.nextId(2, 'ann') > 1, Number.POSITIVE_INFINITY);
  await new Promise(setImmediate);
  await network.publish(0, 'hello');
  expect(await waiting).toBe(true);
});

test('at a speed, time follows that of the machine, and wakes what waits in between', async () => {
  let real = 0;
  const turns: (() => void)[] = [];
  const loop: EventLoop = { now: () => real, soon: (act) => turns.push(act), later: (_ms, act) => turns.push(act) };
  const network = open({ loop });
  const pass = (ms: number) => {
    real += ms;
    for (const turn of turns.splice(0)) turn();
  };
  network.time.setSpeed(10);
  void network.publish(0, 'hello');
  pass(1);
  expect([network.time.now, network.nextId(1, 'ann')]).toEqual([10, 1]);
  pass(1);
  expect([network.time.now, network.nextId(1, 'ann')]).toEqual([20, 2]);
  pass(100);
  expect([network.time.now, network.nextId(2, 'ann')]).toEqual([1_020, 2]);
  network.time.setSpeed(0);
  pass(100);
  expect(network.time.now).toBe(1_020);
});

test('speeds that are none are refused', () => {
  const network = open();
  for (const speed of [-1, Number.NaN, Number.POSITIVE_INFINITY]) expect(() => network.time.setSpeed(speed)).toThrow('real time');
});

test('where an invariant is broken, time ends, and who waits is told which', async () => {
  const network = open({ audit: { invariants: true, digest: undefined } });
  const control = network.control(0);
  const waiting = network.time.until(() => false, 10_000);
  network.time.at(10, () => {
    throw new Error('it rains');
  });
  await expect(waiting).rejects.toThrow('it rains');
  expect(control.closing.aborted).toBe(true);
  await expect(network.time.until(() => true, 0)).rejects.toThrow('it rains');
});

test('two nodes of one name are refused', () => {
  expect(() => open({ nodes: ['ann', 'bob', 'ann'].map((name) => ({ name })) })).toThrow('"ann"');
});

test('a fact that throws is the matter of who asked', async () => {
  const network = open();
  const odd = network.time.until(() => {
    throw new Error('odd');
  }, 100);
  const even = network.time.until(() => false, 100);
  await expect(odd).rejects.toThrow('odd');
  expect(await even).toBe(false);
});
