import { describe, expect, test } from 'vitest';
import type { Sentence } from '../../src/conform/check.js';
import type { Attempt } from '../../src/conform/judging/attempt.js';
import { Suspicion } from '../../src/conform/judging/suspicion.js';

const EVIDENCE = { expected: 'x', bytes: undefined, seen: '', entries: [] };

/** A play that showed `kept` and `broken`. */
function play(kept: readonly Sentence[], broken: readonly Sentence[]): Attempt {
  const evidence = new Map(broken.map((sentence) => [sentence, EVIDENCE]));
  return { kept: new Set(kept), broken: evidence, why: undefined, spoilt: undefined, hasSent: true, hasPrinted: true };
}

function after(...plays: readonly Attempt[]): Suspicion {
  const suspicion = new Suspicion(['F3', 'F15'], 3);
  for (const each of plays) suspicion.add(each);
  return suspicion;
}

describe('what several plays say together', () => {
  test('nothing broken is settled at once', () => {
    const suspicion = after(play(['F3', 'F15'], []));
    expect(suspicion.isSettled).toBe(true);
    expect([...suspicion.kept]).toEqual(['F3', 'F15']);
    expect(suspicion.convicted.size).toBe(0);
  });

  test('broken so many times is broken, and not before', () => {
    expect(after(play([], ['F3']), play([], ['F3'])).isSettled).toBe(false);
    const suspicion = after(play([], ['F3']), play([], ['F3']), play([], ['F3']));
    expect([...suspicion.convicted.keys()]).toEqual(['F3']);
  });

  test('kept once is never broken', () => {
    const suspicion = after(play([], ['F3']), play(['F3', 'F15'], []), play([], ['F3']), play([], ['F3']));
    expect(suspicion.convicted.size).toBe(0);
    expect([...suspicion.recanted]).toEqual(['F3']);
  });

  test('a sentence that another one hid is not taken for kept', () => {
    const suspicion = after(play([], ['F3']), play([], ['F15']), play([], ['F15']));
    expect(suspicion.isSettled).toBe(false);
    suspicion.add(play([], ['F15']));
    expect([...suspicion.convicted.keys()]).toEqual(['F15']);
  });

  test('what is looked at in all plays is kept where it is not broken', () => {
    const suspicion = after(play(['F3', 'F15'], ['W5']), play(['F3', 'F15'], []));
    expect(suspicion.isSettled).toBe(true);
    expect([...suspicion.recanted]).toEqual(['W5']);
  });

  test('plays come to an end', () => {
    const plays = Array.from({ length: 9 }, (_, i) => play([], [`Q${i + 1}` as Sentence]));
    const suspicion = new Suspicion(
      plays.map((_, i) => `Q${i + 1}` as Sentence),
      3,
    );
    for (const each of plays) suspicion.add(each);
    expect(suspicion.isSettled).toBe(true);
    expect(suspicion.convicted.size).toBe(0);
  });
});
