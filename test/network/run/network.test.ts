import { describe, expect, test } from 'vitest';
import type { EngineKind } from '../../../src/network/engine/engine.js';
import type { Outcome } from '../../../src/network/network.js';
import { openNetwork } from '../../../src/network/open.js';
import { read } from '../file/files.js';

async function run(text: string, engine: EngineKind = 'emulated', seed = 1): Promise<Outcome> {
  const network = await openNetwork(read(text), { engine, seed });
  try {
    return await network.run();
  } finally {
    await network.close();
  }
}

const RING = `
nodes: 6
topology: ring
links: {delay: 20 ms}
settings: {antiEntropy: 200 ms}
warmUp: 300 ms
workload: {from: [n1, n4], once: 0}
assert: [inOrder, noneLost]
`;

describe('a run of a network', () => {
  test.each(['emulated', 'local'] as const)('tells the same kind of things on the engine %s', async (engine) => {
    const { report, verdicts } = await run(RING, engine);
    expect(report).toMatchObject({ engine, nodes: 6, rumors: 2, deliveries: 10, residue: 0, floor: { payloads: 10, hops: 3, ms: 60 } });
    expect(verdicts.map(({ isKept }) => isKept)).toEqual([true, true]);
    expect(report.completion).toBeGreaterThanOrEqual(60);
    expect(report.perDelivery.packets).toBeGreaterThanOrEqual(1);
  });

  test('is over as soon as everything planned has happened and everything is everywhere', async () => {
    const { report } = await run(`${RING}timeline: [{at: 4 s, say: {from: n2, text: last}}]`);
    expect(report.rumors).toBe(3);
    expect(report.ms).toBeGreaterThanOrEqual(4_060);
    expect(report.ms).toBeLessThan(8_000);
  });

  test('does what its timeline says, and tells of it', async () => {
    const { report } = await run(`${RING}end: 6 s
timeline:
  - {at: 1 s, partition: [[n1, n2, n3], "*"], id: wall}
  - {at: 1.5 s, say: {from: n1, text: nobody over there hears this}}
  - {at: 2 s, crash: n5}
  - {at: 3 s, restart: n5, memory: lost}
  - {at: 3 s, add: {name: late, neighbours: [n1]}}
  - {at: 4 s, heal: wall}`);
    expect(report.happenings.map(({ at, what }) => `${at}: ${what}`)).toEqual([
      '1000: cut begins (wall)',
      '1500: n1 says "nobody over there hears this"',
      '2000: crash n5',
      '3000: n5 back, memory lost',
      '3000: late joins',
      '4000: healed: wall',
    ]);
    expect(report).toMatchObject({ nodes: 7, rumors: 3, residue: 0 });
  });

  test('says what broke, with what was measured', async () => {
    const { verdicts } = await run(`
nodes: 6
topology: ring
links: {delay: 20 ms}
workload: {from: n1, once: 0}
timeline: [{at: 0, partition: [[n1, n2, n3], "*"]}]
end: 5 s
assert: [noneLost, {delivered: {to: n3, within: 5 s}}, {coverage: {at: 5 s, atMost: 50%}}, {residue: {atMost: 10%}}]
`);
    expect(verdicts.map(({ assertion, isKept, measured }) => `${isKept ? 'kept' : 'broken'}: ${assertion} (${measured})`)).toEqual([
      'broken: none lost (50 %, 3 of 6 never)',
      expect.stringMatching(/^kept: delivered to n3 within 5000 ms \(100 %, the last after \d+ ms\)$/),
      'kept: coverage of all at 5000 ms at most 50 % (50 %)',
      'broken: residue at most 10 % (50 %)',
    ]);
  });

  test('goes the same way again with the same seed, churn, movement and workload included', async () => {
    const text = `
nodes: {count: 8, prefix: car}
mobility: {range: 150, until: 10 s, move: {randomWaypoint: {width: 300, height: 300, speed: 10-20}}}
links: {delay: 20-50 ms, loss: 10%}
workload: [{poisson: 300 ms, messages: 10}]
churn: {sessions: {session: {exponential: 3 s}, absence: 1 s}, until: 8 s, memory: lost}
within: 20 s
`;
    const reports = await Promise.all([run(text, 'emulated', 5), run(text, 'emulated', 5), run(text, 'emulated', 6)]);
    expect(reports[0]).toEqual(reports[1]);
    expect(reports[0]).not.toEqual(reports[2]);
  });

  test('a message due at a node that is down is left out, and the run goes on', async () => {
    const { report } = await run(`
nodes: 4
topology: ring
workload: {from: n1, every: 1 s, messages: 3}
timeline: [{at: 500 ms, crash: n1}, {at: 1.5 s, restart: n1}]
`);
    expect(report.rumors).toBe(2);
  });
});
