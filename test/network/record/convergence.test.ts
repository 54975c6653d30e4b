import { describe, expect, test } from 'vitest';
import { Recorder } from '../../../src/network/record/recorder.js';
import { NOBODY } from '../../../src/network/record/rumor-record.js';
import { Random } from '../../../src/core/random.js';
import { replay, seeds } from '../../support/seeds.js';

describe('convergence', () => {
  test('holds once the last node that is up holds the rumor', () => {
    const recorder = new Recorder(3);
    expect(recorder.hasConverged).toBe(true);
    recorder.accepted(0, 0, 'a', 1, NOBODY);
    recorder.accepted(10, 1, 'a', 1, 0);
    expect(recorder.hasConverged).toBe(false);
    recorder.accepted(20, 2, 'a', 1, 1);
    expect(recorder.hasConverged).toBe(true);
  });

  test('does not wait for a node that is down, and does once it is back', () => {
    const recorder = new Recorder(2);
    recorder.accepted(0, 0, 'a', 1, NOBODY);
    recorder.node(5, 1, 'crashed');
    expect(recorder.hasConverged).toBe(true);
    recorder.node(9, 1, 'restarted');
    expect(recorder.hasConverged).toBe(false);
  });

  test('does not ask for a rumor that no node holds that is up', () => {
    const recorder = new Recorder(3);
    recorder.accepted(0, 0, 'a', 1, NOBODY);
    recorder.node(5, 0, 'crashed');
    expect(recorder.hasConverged).toBe(true);
    recorder.node(6, 0, 'restarted');
    expect(recorder.hasConverged).toBe(false);
  });

  test.each(seeds(30))('is what a look at every pair says, after any changes (seed %i)', (seed) => {
    const random = new Random(seed);
    const recorder = new Recorder(4);
    const up = [true, true, true, true];
    for (let step = 0; step < 60; step++) {
      const node = random.below(4);
      if (random.chance(0.3)) {
        const memory = random.chance(0.5) ? 'restarted' : 'reborn';
        recorder.node(step, node, up[node] ? 'crashed' : memory);
        up[node] = !up[node];
      } else if (up[node]) {
        recorder.accepted(step, node, 'a', 1 + random.below(3), NOBODY);
      }
      expect(recorder.hasConverged, replay(seed)).toBe(look(recorder, up));
    }
  });
});

function look(recorder: Recorder, up: readonly boolean[]): boolean {
  return recorder.held.rumors.every((rumor) => {
    const holders = up.filter((isUp, node) => isUp && rumor.holds(node)).length;
    return holders === 0 || holders === up.filter(Boolean).length;
  });
}
