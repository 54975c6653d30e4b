import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/random.js';
import type { Fault } from '../../../src/network/faults/fault-spec.js';
import { Faults } from '../../../src/network/faults/faults.js';
import { lossOf } from '../../../src/network/links/bursts.js';
import { DROP } from '../../../src/network/links/rule.js';

const PACKETS = 100_000;
const NODES = 20;
const BURSTS = { kind: 'gilbert-elliott', worsens: 0.02, recovers: 0.3, lossWhenGood: 0.01, lossWhenBad: 0.6 } as const;

const withFault = (fault: Fault, seed: number) => new Faults(new Random(seed), [], [{ on: { links: 'all' }, fault }]);

/** What 100,000 datagrams find, sent in turn over the links of a ring. */
function each<T>(ask: (from: number, to: number, at: number) => T): T[] {
  return Array.from({ length: PACKETS }, (_, at) => ask(at % NODES, (at + 1) % NODES, at));
}

const share = (found: readonly boolean[]) => found.filter(Boolean).length / found.length;
const shareLost = (fault: Fault, seed: number) => {
  const live = withFault(fault, seed);
  return share(each((from, to, at) => live.decide(from, to, 100, at) === DROP));
};

describe('faults are what they say, over 100,000 datagrams', () => {
  it.each([0.01, 0.05, 0.2, 0.5, 0.9])('packet loss of %d, within 0.5 points', (probability) => {
    for (const seed of [1, 2, 3]) {
      expect(Math.abs(shareLost({ kind: 'loss', probability }, seed) - probability), `seed ${seed}`).toBeLessThan(0.005);
    }
  });

  it('packet loss in bursts, within 0.5 points of what its states say, and bursts as long as they say', () => {
    for (const seed of [1, 2, 3]) expect(Math.abs(shareLost(BURSTS, seed) - lossOf(BURSTS)), `seed ${seed}`).toBeLessThan(0.005);
    const live = withFault({ ...BURSTS, lossWhenGood: 0, lossWhenBad: 1 }, 1);
    const lost = Array.from({ length: PACKETS }, () => live.decide(0, 1, 100, 0) === DROP);
    const bursts = lost.filter((isLost, at) => isLost && lost[at - 1] === false).length;
    expect(Math.abs(((share(lost) * PACKETS) / bursts) * BURSTS.recovers - 1)).toBeLessThan(0.05);
  });

  it('duplication and corruption, within 0.5 points', () => {
    const copying = withFault({ kind: 'duplication', probability: 0.1 }, 1);
    const corrupting = withFault({ kind: 'corruption', probability: 0.1 }, 1);
    expect(Math.abs(share(each((from, to, at) => copying.copies(from, to, at) === 1)) - 0.1)).toBeLessThan(0.005);
    expect(Math.abs(share(each((from, to) => corrupting.corrupts(from, to))) - 0.1)).toBeLessThan(0.005);
  });

  it('constant delay, to the ms for every datagram', () => {
    const live = withFault({ kind: 'delay', distribution: 'constant', ms: 37 }, 1);
    expect(new Set(each((from, to, at) => live.decide(from, to, 100, at)))).toEqual(new Set([37]));
  });

  it('jitter: mean and deviation within 1 %', () => {
    const live = withFault({ kind: 'delay', distribution: 'normal', mean: 500, jitter: 50 }, 1);
    const delays = each((from, to, at) => live.decide(from, to, 100, at));
    const mean = delays.reduce((sum, ms) => sum + ms, 0) / PACKETS;
    const deviation = Math.sqrt(delays.reduce((sum, ms) => sum + (ms - mean) ** 2, 0) / PACKETS);
    expect(Math.abs(mean / 500 - 1)).toBeLessThan(0.01);
    expect(Math.abs(deviation / 50 - 1)).toBeLessThan(0.01);
  });

  it('bandwidth: a backlog leaves at exactly the rate, each datagram in the ms in which its last byte does', () => {
    const live = withFault({ kind: 'bandwidth', bytesPerSecond: 7_777, queueBytes: 1e9 }, 1);
    const arrivals = Array.from({ length: PACKETS }, (_, at) => at + live.decide(0, 1, 100, at));
    expect(arrivals).toEqual(arrivals.map((_, at) => Math.ceil(((at + 1) * 100_000) / 7_777)));
  });

  it('bandwidth: twice as much as fits loses half, and what arrives waited no longer than its queue is long', () => {
    const live = withFault({ kind: 'bandwidth', bytesPerSecond: 10_000, queueBytes: 5_000 }, 1);
    const delays = Array.from({ length: PACKETS }, (_, at) => live.decide(0, 1, 100, 5 * at));
    expect(share(delays.map((ms) => ms === DROP))).toBeCloseTo(0.5, 3);
    expect(Math.max(...delays.filter((ms) => ms !== DROP))).toBe(500);
  });

  it('bandwidth: below the limit nothing waits', () => {
    const live = withFault({ kind: 'bandwidth', bytesPerSecond: 20_000, queueBytes: 200 }, 1);
    expect(new Set(Array.from({ length: PACKETS }, (_, at) => live.decide(0, 1, 100, 5 * at)))).toEqual(new Set([5]));
  });
});
