import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Exchange } from '../../src/core/dissemination/exchange.js';
import { Owed } from '../../src/core/dissemination/owed.js';
import { Log } from '../../src/core/log/log.js';
import { Pool } from '../../src/core/pool.js';
import { Random } from '../../src/core/random.js';
import { Origin } from '../../src/core/rumors/origin.js';
import { CONSTANTS, DEFAULT_SETTINGS, SETTING_NAMES, settings } from '../../src/core/settings.js';
import { SmallMap } from '../../src/core/small-map.js';
import { utf8Length } from '../../src/core/text.js';

describe('the log', () => {
  const entry = (id: number) => ({ kind: 'rumor', origin: 'Ann', id, text: 'x', destination: undefined, relay: undefined, at: 0 }) as const;

  test('numbers from 0 without gaps and, beyond its capacity, forgets the oldest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 100 }), (capacity, count) => {
        const log = new Log(capacity);
        for (let id = 0; id < count; id++) expect(log.append(entry(id))).toBe(id);
        expect(log.end).toBe(count);
        expect(log.oldest).toBe(Math.max(0, count - capacity));
        for (let at = log.oldest; at < log.end; at++) expect(log.at(at).id).toBe(at);
      }),
    );
  });

  test('finds private messages among many rumors, also when the oldest have gone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.array(fc.boolean(), { maxLength: 100 }), (capacity, kinds) => {
        const log = new Log(capacity);
        kinds.forEach((isPrivate, id) => log.append({ ...entry(id), kind: isPrivate ? 'private' : 'rumor' }));
        const found: number[] = [];
        for (let at = log.seek(log.oldest, 'private'); at < log.end; at = log.seek(at + 1, 'private')) found.push(at);
        expect(found).toEqual(kinds.flatMap((isPrivate, at) => (isPrivate && at >= log.oldest ? [at] : [])));
        expect(log.seek(log.oldest, 'rumor')).toBe(log.oldest);
      }),
    );
  });

  test('says what is gone and what is not there yet, each with where to go on', () => {
    const log = new Log(2);
    for (let id = 0; id < 5; id++) log.append(entry(id));
    expect(() => log.at(2)).toThrow(expect.objectContaining({ code: 'POSITION_GONE', facts: { oldest: '3' } }));
    expect(() => log.at(5)).toThrow(expect.objectContaining({ code: 'POSITION_AHEAD', facts: { end: '5' } }));
  });
});

describe('random', () => {
  test('the same seed gives the same numbers, another seed others', () => {
    const draw = (seed: number) =>
      Array.from(
        { length: 5 },
        (
          (random) => () =>
            random.next()
        )(new Random(seed)),
      );
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  test('a fork depends on its name and leaves its parent as it was', () => {
    const [one, other] = [new Random(7), new Random(7)];
    expect(one.fork('coin').next()).not.toBe(one.fork('peers').next());
    expect(one.next()).toBe(other.next());
  });

  test('below(n) gives 0 to n−1, each about as often', () => {
    const random = new Random(7);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 100_000; i++) {
      const drawn = random.below(10);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    expect(counts).toHaveLength(10);
    // Five standard deviations around ten thousand; the seed is fixed.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(475);
  });
});

describe('settings', () => {
  test('are the defaults, with what was changed', () => {
    expect(settings({ coin: 0.25 })).toEqual({ ...DEFAULT_SETTINGS, coin: 0.25 });
  });

  test.each(SETTING_NAMES.map((name) => [name, CONSTANTS[name]] as const))(
    '%s: bounds are taken, beyond is refused',
    (name, { min, max }) => {
      expect(settings({ [name]: min })[name]).toBe(min);
      expect(settings({ [name]: max })[name]).toBe(max);
      for (const value of [min - 1, max + 1, Number.NaN]) expect(() => settings({ [name]: value })).toThrow(/must be/);
    },
  );

  test('a name that does not exist is refused with those that do', () => {
    expect(() => settings({ coyn: 1 })).toThrow(/no setting "coyn".*coin/);
    expect(() => settings({ toString: 1 })).toThrow(/no setting/);
  });
});

class Words extends SmallMap<number, string> {
  protected keyOf(word: string): number {
    return Number(word.slice(1));
  }
}

test('a small map is a map', () => {
  const operation = fc.record({ key: fc.integer({ min: 0, max: 30 }), remove: fc.boolean() });
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 200 }), (operations) => {
      const [small, model] = [new Words(), new Map<number, string>()];
      for (const { key, remove } of operations) {
        const removed = remove && small.delete(key);
        expect(removed).toBe(remove && model.delete(key));
        if (!remove && !model.has(key)) {
          model.set(key, `v${key}`);
          small.add(`v${key}`);
        }
        expect(small.size).toBe(model.size);
      }
      for (let key = 0; key <= 30; key++) expect(small.get(key)).toBe(model.get(key));
      expect(small.toArray().toSorted()).toEqual([...model.values()].toSorted());
    }),
  );
});

/** Every number, truth value and reference to another object that stands in its fields, another one. */
function disturb(object: object): void {
  for (const [field, value] of Object.entries(object)) {
    const other = typeof value === 'number' ? value + 7 : typeof value === 'boolean' ? !value : undefined;
    if (other !== undefined) Object.assign(object, { [field]: other });
  }
}

describe('what is used again', () => {
  const [ann, bob] = [
    { host: 'a', port: 1 },
    { host: 'b', port: 2 },
  ];
  const origin = new Origin('Ann', undefined);

  test('an exchange that is over is as a new one', () => {
    const fresh = new Exchange(bob);
    fresh.line(origin, 3);
    const used = new Exchange(ann);
    const line = used.line(new Origin('Cid', ann), 9);
    line.send(4, 100);
    used.lag(line, true);
    used.roundTrip.onSent(origin, 1, 50, true, 1_000);
    for (const object of [used, used.roundTrip]) disturb(object);
    Object.assign(line, { lagging: true, queued: true, fedByOthersAt: 5 });
    used.end();
    expect(used.isIdle).toBe(true);
    used.peer = bob;
    const again = used.line(origin, 3);
    expect(again).toBe(line);
    expect([again.inFlight, again.firstId, again.sentAt(4)]).toEqual([0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
    again.send(1, 7);
    fresh.line(origin, 3).send(1, 7);
    expect(used).toEqual(fresh);
  });

  test('a debt that is paid is as a new one', () => {
    const used = new Owed(ann);
    used.touch(origin);
    used.touch(new Origin('Cid', ann));
    used.strange = [];
    disturb(used);
    used.end();
    used.peer = bob;
    expect(used).toEqual(new Owed(bob));
  });

  test('a pool gives back what it was given, as much as it may keep', () => {
    const pool = new Pool<string>(2);
    for (const item of ['a', 'b', 'c']) pool.put(item);
    expect([pool.take(), pool.take(), pool.take()]).toEqual(['b', 'a', undefined]);
  });
});

test('the bytes of a text are those of its UTF-8', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => utf8Length(text) === new TextEncoder().encode(text).length));
  expect(utf8Length('\ud800')).toBe(3);
  expect(utf8Length('a\udc00\ud83d\ude00')).toBe(8);
});
