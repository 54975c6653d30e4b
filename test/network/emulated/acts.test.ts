import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { Acts } from '../../../src/network/emulated/acts.js';

it('acts come in the order of their times and then of asking, without those that were called off', () => {
  const asked = fc.array(fc.record({ at: fc.nat(20), isOff: fc.boolean() }), { maxLength: 60 });
  fc.assert(
    fc.property(asked, (list) => {
      const acts = new Acts();
      const done: number[] = [];
      const callOff = list.map(({ at }, index) => acts.put(at, () => done.push(index)));
      list.forEach(({ isOff }, index) => isOff && callOff[index]?.());
      for (let now = 0; now <= 20; now++) {
        acts.run(now);
        expect(acts.next).toBeGreaterThan(now);
      }
      const wanted = list.map(({ at, isOff }, index) => ({ at, isOff, index })).filter(({ isOff }) => !isOff);
      expect(done).toEqual(wanted.toSorted((a, b) => a.at - b.at || a.index - b.index).map(({ index }) => index));
      expect(acts.next).toBe(Number.POSITIVE_INFINITY);
    }),
  );
});

it('an act may ask for more, also for now', () => {
  const acts = new Acts();
  const done: string[] = [];
  acts.put(5, () => {
    done.push('first');
    acts.put(5, () => done.push('second'));
    acts.put(6, () => done.push('later'));
  });
  acts.run(5);
  expect(done).toEqual(['first', 'second']);
  acts.run(6);
  expect(done).toEqual(['first', 'second', 'later']);
});
