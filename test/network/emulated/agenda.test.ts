import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda } from '../../../src/network/emulated/agenda.js';

/** Takes everything, ms by ms, as `time:to`. */
function drain(agenda: Agenda<string>, from: number, onTake?: (to: number, now: number) => void): string[] {
  const taken: string[] = [];
  for (let now = from; agenda.size > 0; now++) {
    while (agenda.take()) {
      taken.push(`${now}:${agenda.to}`);
      onTake?.(agenda.to, now);
    }
    if (agenda.size > 0) agenda.tick();
  }
  return taken;
}

describe('the agenda', () => {
  it('gives events by time and, within a ms, in the order of putting, however far away they are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 300 }), (times) => {
        const agenda = new Agenda<string>();
        times.forEach((time, index) => agenda.put(time, index, -1, undefined));
        const wanted = times.map((time, index) => ({ time, index })).sort((a, b) => a.time - b.time || a.index - b.index);
        expect(drain(agenda, 0)).toEqual(wanted.map(({ time, index }) => `${time}:${index}`));
      }),
      { numRuns: 50 },
    );
  });

  it('keeps that order for what is put while time passes', () => {
    const agenda = new Agenda<string>();
    agenda.put(9_000, 1, -1, undefined);
    agenda.put(1_000, 2, -1, undefined);
    agenda.put(4_100, 3, -1, undefined);
    const taken = drain(agenda, 0, (to, now) => {
      if (to < 10) agenda.put(9_000, to * 10, -1, undefined);
      if (to === 2) agenda.put(now, 20_000, -1, undefined);
    });
    expect(taken).toEqual(['1000:2', '1000:20000', '4100:3', '9000:1', '9000:20', '9000:30', '9000:10']);
  });

  it('uses again what events have left, and gives each its own slip', () => {
    const agenda = new Agenda<string>();
    const taken: string[] = [];
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 200; i++) agenda.put(round * 10 + 5, i, i + 1, `${round}/${i}`);
      for (let ms = 0; ms < 10; ms++) {
        while (agenda.take()) taken.push(`${agenda.slip} ${agenda.to} ${agenda.from}`);
        agenda.tick();
      }
    }
    expect(taken).toHaveLength(600);
    expect(taken[0]).toBe('0/0 0 1');
    expect(taken[450]).toBe('2/50 50 51');
  });

  it('skips time only when nothing is to come', () => {
    const agenda = new Agenda<string>();
    agenda.skipTo(100_000);
    agenda.put(100_003, 7, -1, undefined);
    expect(() => agenda.skipTo(200_000)).toThrow('skipped');
    expect(drain(agenda, 100_000)).toEqual(['100003:7']);
  });
});
