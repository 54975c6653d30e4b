import { describe, expect, test } from 'vitest';
import { Random } from '../../../src/core/random.js';
import { dueTimes } from '../../../src/network/workload/due-times.js';
import { textOf } from '../../../src/network/workload/texts.js';
import type { RateProcess, WorkloadSpec } from '../../../src/network/workload/workload-spec.js';
import { seeds, replay } from '../../support/seeds.js';

function workload(process: RateProcess, more: Partial<WorkloadSpec> = {}): WorkloadSpec {
  return { from: 'any', process, start: 0, end: undefined, messages: undefined, size: undefined, text: undefined, ...more };
}

describe('when messages are due', () => {
  test('at a constant rate from the start on, the end included', () => {
    const times = dueTimes(workload({ kind: 'constant', every: 250 }, { start: 100, end: 600 }), new Random(1));
    expect([...times]).toEqual([100, 350, 600]);
  });

  test('no more than so many', () => {
    expect([...dueTimes(workload({ kind: 'constant', every: 10 }, { messages: 2 }), new Random(1))]).toEqual([0, 10]);
    expect([...dueTimes(workload({ kind: 'burst', messages: 3, every: 10 }, { messages: 4 }), new Random(1))]).toEqual([0, 0, 0, 10]);
  });

  test.each(seeds(5))('a Poisson process keeps its mean, and the deviation of its gaps is their mean (seed %i)', (seed) => {
    const times = [...dueTimes(workload({ kind: 'poisson', every: 200 }, { messages: 20_000 }), new Random(seed))];
    const gaps = times.map((time, at) => time - (times[at - 1] ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
    expect(Math.abs(mean - 200), replay(seed)).toBeLessThan(6);
    expect(Math.abs(deviation - 200), replay(seed)).toBeLessThan(8);
  });

  test('the same seed gives the same times', () => {
    const times = (seed: number) => [...dueTimes(workload({ kind: 'poisson', every: 50 }, { messages: 50 }), new Random(seed))];
    expect(times(3)).toEqual(times(3));
    expect(times(3)).not.toEqual(times(4));
  });
});

describe('texts', () => {
  test('have a size within the range, both ends included', () => {
    const random = new Random(1);
    const spec = workload({ kind: 'constant', every: 1 }, { size: { min: 1, max: 3 } });
    const sizes = Array.from({ length: 200 }, (_, at) => textOf(spec, at + 1, random).length);
    expect(new Set(sizes)).toEqual(new Set([1, 2, 3]));
  });

  test('of their own have their number put in', () => {
    expect(textOf(workload({ kind: 'constant', every: 1 }, { text: 'fire {n}!' }), 7, new Random(1))).toBe('fire 7!');
  });
});
