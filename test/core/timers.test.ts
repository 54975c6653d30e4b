import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Timer, Timers } from '../../src/core/timers.js';

class Alarm implements Timer {
  deadline = 0;
  isArmed = false;
  next: Timer | undefined;

  constructor(
    private readonly name: number,
    private readonly fired: number[],
  ) {}

  fire(): void {
    this.fired.push(this.name);
  }
}

const operation = fc.record({ alarm: fc.integer({ min: 0, max: 4 }), deadline: fc.constantFrom(1, 2, 3, 4, 5, Number.POSITIVE_INFINITY) });

test('armed timers fire by deadline and then in the order in which they were armed, each once', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 30 }), fc.integer({ min: 0, max: 6 }), (operations, now) => {
      const fired: number[] = [];
      const alarms = Array.from({ length: 5 }, (_, name) => new Alarm(name, fired));
      const timers = new Timers();
      let model: { readonly alarm: number; readonly deadline: number }[] = [];
      for (const each of operations) {
        timers.arm(alarms[each.alarm] as Alarm, each.deadline);
        model = [...model.filter(({ alarm }) => alarm !== each.alarm), each].filter(({ deadline }) => deadline < Number.POSITIVE_INFINITY);
      }
      const due = model.filter(({ deadline }) => deadline <= now).sort((a, b) => a.deadline - b.deadline);
      timers.fire(now);
      expect(fired).toEqual(due.map(({ alarm }) => alarm));
      const left = model.filter(({ deadline }) => deadline > now).map(({ deadline }) => deadline);
      expect(timers.next()).toBe(Math.min(Number.POSITIVE_INFINITY, ...left));
      expect(alarms.map(({ isArmed }) => isArmed)).toEqual(
        alarms.map((_, name) => model.some((m) => m.alarm === name && m.deadline > now)),
      );
    }),
  );
});

test('a disarmed timer does not fire', () => {
  const fired: number[] = [];
  const [first, second] = [new Alarm(1, fired), new Alarm(2, fired)];
  const timers = new Timers();
  timers.arm(first, 5);
  timers.arm(second, 6);
  timers.disarm(first);
  timers.fire(10);
  expect(fired).toEqual([2]);
});
