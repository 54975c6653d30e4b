import { expect, test } from 'vitest';
import { HindranceKind, type Fault } from '../../../src/gen/peerster/v1/network.js';
import { refusal } from '../../control/harness.js';
import { ms, network, stage } from './stage.js';

const HALVES = {
  groups: [{ names: ['n1..n3'] }, { names: ['n4..n6'] }],
};

test('a partition keeps what is said on its side, is told as the reason, and heals', async () => {
  const { networks, node } = await stage();
  await networks.createNetwork(network('ring', 6));
  expect(await networks.addFaults({ faults: [{ id: 'cut', selection: HALVES, kind: { $case: 'partition', value: {} } }] })).toEqual({
    ids: ['cut'],
  });
  await node('n1').sendMessage({ text: 'on one side' });
  expect(await refusal(networks.awaitConverged({ timeout: ms(20_000) }))).toMatchObject({
    reason: 'TIMED_OUT',
    message: 'not converged: n4, n5, n6 lack rumor 1 of n1: nothing gets from n3 to n4 (fault cut); nothing gets from n1 to n6 (fault cut)',
  });
  const { converged, lacks, totalLacks } = await networks.explain({});
  expect([converged, totalLacks, lacks.map((lack) => lack.node)]).toEqual([false, 3n, ['n4', 'n5', 'n6']]);
  expect(lacks[0]).toMatchObject({ origin: 'n1', first: 1, last: 1, holders: ['n1', 'n2', 'n3'], totalHolders: 3 });
  expect(lacks[0]?.hindrances).toMatchObject([
    { kind: HindranceKind.HINDRANCE_KIND_CUT, link: { a: 'n3', b: 'n4' }, fault: 'cut' },
    { kind: HindranceKind.HINDRANCE_KIND_CUT, link: { a: 'n1', b: 'n6' }, fault: 'cut' },
  ]);
  expect(await networks.healFaults({})).toEqual({ ids: ['cut'] });
  await networks.awaitConverged({ timeout: ms(20_000) });
  expect((await networks.explain({})).converged).toBe(true);
});

test('what is told of a fault is what was asked for', async () => {
  const { networks } = await stage();
  await networks.createNetwork(network('ring', 6));
  const on = (names: string[]) => ({ names, all: false, count: 0 });
  const faults: Fault[] = [
    fault('a', { $case: 'loss', value: 0.25 }, { from: on(['n1']) }),
    fault(
      'b',
      { $case: 'burstLoss', value: { worsens: 0.1, recovers: 0.3, lossWhenGood: 0, lossWhenBad: 0.9 } },
      { to: on(['n2']), oneWay: true },
    ),
    fault(
      'c',
      { $case: 'delay', value: { distribution: { $case: 'constant', value: ms(1_500) } } },
      { from: on(['n1']), to: on(['n2', 'n?']) },
    ),
    fault('d', { $case: 'delay', value: { distribution: { $case: 'normal', value: { mean: ms(50), deviation: ms(10) } } } }, {}),
    fault('e', { $case: 'delay', value: { distribution: { $case: 'exponential', value: { min: ms(5), mean: ms(20) } } } }, {}),
    fault('f', { $case: 'duplication', value: 0.5 }, { from: on(['n3']), oneWay: true }),
    fault('g', { $case: 'corruption', value: 0.125 }, { groups: [on(['n1', 'n2']), on(['*'])] }),
    fault('h', { $case: 'bandwidth', value: { bytesPerSecond: 10_000n, queueBytes: 4_096n } }, {}),
    fault('i', { $case: 'slow', value: { delay: ms(40), packetsPerSecond: 10, queuePackets: 5 } }, { from: on(['n6']) }),
  ];
  expect((await networks.addFaults({ faults })).ids).toEqual(faults.map(({ id }) => id));
  expect((await networks.listFaults({})).faults).toEqual(faults);
});

test('a fault with a duration heals by itself', async () => {
  const { networks } = await stage();
  await networks.createNetwork(network('ring', 6));
  await networks.addFaults({ faults: [{ kind: { $case: 'loss', value: 0.5 }, duration: ms(1_000) }] });
  await networks.advance({ duration: ms(400) });
  expect((await networks.listFaults({})).faults).toMatchObject([{ id: 'loss-1', duration: ms(600) }]);
  await networks.advance({ duration: ms(600) });
  expect((await networks.listFaults({})).faults).toEqual([]);
});

test('faults are put in force all together or not at all', async () => {
  const { networks } = await stage();
  await networks.createNetwork(network('ring', 6));
  const good = { kind: { $case: 'loss' as const, value: 0.5 } };
  const bad = { kind: { $case: 'loss' as const, value: 1.5 } };
  expect(await refusal(networks.addFaults({ faults: [good, bad] }))).toMatchObject({ reason: 'INVALID_SETTING' });
  expect((await networks.listFaults({})).faults).toEqual([]);
});

test('a selection may be drawn by the seed of the network', async () => {
  const { networks } = await stage();
  const drawn = async (name: string, seed: bigint): Promise<string[]> => {
    await networks.createNetwork(network('ring', 50, { name, seed }));
    return (await networks.crashNodes({ network: name, nodes: { all: true, count: 5 } })).names;
  };
  const [one, same, other] = [await drawn('one', 1n), await drawn('same', 1n), await drawn('other', 2n)];
  expect(new Set(one).size).toBe(5);
  expect(same).toEqual(one);
  expect(other).not.toEqual(one);
});

test('Explain tells what is down, what is lossy, what is on its way and when anti-entropy is due', async () => {
  const { networks, node } = await stage();
  await networks.createNetwork(network('line', 4, { settings: { greet: 0 } }));
  await networks.addFaults({ faults: [{ id: 'bad', kind: { $case: 'loss', value: 0.999 }, selection: { from: { names: ['n1'] } } }] });
  await networks.crashNodes({ nodes: { names: ['n4'] } });
  await node('n1').sendMessage({ text: 'hard to get' });
  const { text, converged, lacks } = await networks.explain({});
  expect(converged).toBe(false);
  expect(text).toMatch(
    /^n2 lacks rumor 1 of n1: 99.9 % of what n1 sends to n2 is lost \(fault bad\); .*; neighbour n1 holds it; one of the two tells what it holds in \d+ ms$/m,
  );
  expect(text).toMatch(/^n3 lacks rumor 1 of n1: on its way: the nearest node that holds it is 2 hops away$/m);
  expect(text).toMatch(/^n4 lacks rumor 1 of n1: down until a restart$/m);
  expect(lacks[0]?.hindrances.at(-1)?.nextAntiEntropy).toBeDefined();
  const one = await networks.explain({ rumor: { origin: 'n1', id: 1, node: 'n1' } });
  expect(one).toMatchObject({ converged: true, text: 'n1 holds rumor 1 of n1' });
  const unknown = await networks.explain({ rumor: { origin: 'n1', id: 4, node: 'n2' } });
  expect(unknown.text).toBe('no living node holds rumor 4 of n1: they hold up to 1');
});

function fault(id: string, kind: Fault['kind'], selection: Partial<Fault['selection']>): Fault {
  const none = { from: undefined, to: undefined, oneWay: false, groups: [] };
  return { id, kind, selection: { ...none, ...selection }, duration: undefined };
}
