import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random.js';
import { bursts, lossOf } from '../../src/network/links/bursts.js';
import { cut, oneWayCut } from '../support/cut.js';
import { delay, parseDelay } from '../../src/network/links/delay.js';
import { duplication } from '../../src/network/links/duplication.js';
import { loss } from '../../src/network/links/loss.js';
import { DROP, PASS, type Rule, Rules } from '../../src/network/links/rule.js';

const SEED = 11;
const sample = (rule: Rule, count: number) => Array.from({ length: count }, () => rule(0, 1, 100, 0));

describe('link rules', () => {
  it('loss drops the share asked for, within half a point over 100,000 datagrams', () => {
    const lost = sample(loss(0.2, new Random(SEED)), 100_000).filter((delay) => delay === DROP).length;
    expect(lost / 100_000, `seed ${SEED}`).toBeGreaterThan(0.195);
    expect(lost / 100_000, `seed ${SEED}`).toBeLessThan(0.205);
  });

  it('loss of 0 drops nothing and of 1 everything', () => {
    expect(new Set(sample(loss(0, new Random(SEED)), 1_000))).toEqual(new Set([PASS]));
    expect(new Set(sample(loss(1, new Random(SEED)), 1_000))).toEqual(new Set([DROP]));
  });

  it('a range of delays is drawn from evenly, both ends included', () => {
    const delays = sample(delay({ min: 100, max: 109 }, new Random(SEED)), 100_000);
    for (let ms = 100; ms <= 109; ms++) {
      expect(delays.filter((delay) => delay === ms).length / 100_000, `seed ${SEED}`).toBeCloseTo(0.1, 1.7);
    }
    expect(Math.min(...delays)).toBe(100);
    expect(Math.max(...delays)).toBe(109);
  });

  it('the same seed gives the same losses and delays', () => {
    const twice = (make: (random: Random) => Rule) => [sample(make(new Random(SEED)), 100), sample(make(new Random(SEED)), 100)];
    const [losses, sameLosses] = twice((random) => loss(0.5, random));
    const [delays, sameDelays] = twice((random) => delay({ min: 0, max: 1_000 }, random));
    expect([losses, delays]).toEqual([sameLosses, sameDelays]);
  });

  it('a cut stops both ways between its sides and nothing else', () => {
    const rule = cut(new Set([0, 1]), new Set([2, 3]));
    const crosses = (from: number, to: number) => rule(from, to, 100, 0) === PASS;
    expect([crosses(0, 2), crosses(3, 1), crosses(0, 1), crosses(2, 3), crosses(4, 0), crosses(2, 4)]).toEqual([
      false,
      false,
      true,
      true,
      true,
      true,
    ]);
  });

  it('a one-way cut lets the other way pass', () => {
    const rule = oneWayCut(new Set([0]), new Set([1]));
    expect([rule(0, 1, 100, 0), rule(1, 0, 100, 0)]).toEqual([DROP, PASS]);
  });

  it('rules add up, a drop is final, and a lifted rule is gone', () => {
    const rules = new Rules(() => 10);
    const lift = rules.add(() => 5);
    expect(rules.decide(0, 1, 100, 0)).toBe(15);
    const heal = rules.add(() => DROP);
    expect(rules.decide(0, 1, 100, 0)).toBe(DROP);
    heal();
    lift();
    expect(rules.decide(0, 1, 100, 0)).toBe(10);
    expect(new Rules().decide(0, 1, 100, 0)).toBe(PASS);
  });

  it.each([
    ['50', { min: 50, max: 50 }],
    ['100-300', { min: 100, max: 300 }],
    ['0', { min: 0, max: 0 }],
  ])('a delay is written as %s', (text, range) => {
    expect(parseDelay(text)).toEqual(range);
  });

  it.each([
    ['fast', /write ms as 50 or 100-300/],
    ['-5', /write ms as/],
    ['1.5', /write ms as/],
    ['300-100', /write the shorter first, 100-300/],
    ['99999999', /0 to 3600000/],
  ])('a delay of %s is refused with what to do instead', (text, message) => {
    expect(() => parseDelay(text)).toThrow(message);
  });

  it.each([-0.1, 1.1, Number.NaN])('a loss of %s is refused', (probability) => {
    expect(() => loss(probability, new Random(SEED))).toThrow(/fraction from 0 to 1/);
  });
});

describe('bursts of loss', () => {
  const chances = { worsens: 0.05, recovers: 0.2, lossWhenGood: 0.01, lossWhenBad: 0.7 };
  const lossesOf = (pairs: number, datagrams: number) => {
    const rule = bursts(chances, new Random(5));
    const lost: boolean[] = [];
    for (let pair = 0; pair < pairs; pair++) for (let at = 0; at < datagrams; at++) lost.push(rule(pair, 0, 100, 0) === DROP);
    return lost;
  };
  const share = (lost: readonly boolean[]) => lost.filter(Boolean).length / lost.length;

  it('lose as much as their states say, on one link over long and on many from the first datagram on', () => {
    expect(lossOf(chances)).toBeCloseTo(0.2 * 0.7 + 0.8 * 0.01, 10);
    expect(Math.abs(share(lossesOf(1, 100_000)) - lossOf(chances))).toBeLessThan(0.01);
    expect(Math.abs(share(lossesOf(100_000, 1)) - lossOf(chances))).toBeLessThan(0.005);
  });

  it('make a loss likely after a loss', () => {
    const lost = lossesOf(1, 100_000);
    expect(share(lost.filter((_, at) => lost[at - 1] === true))).toBeGreaterThan(2 * share(lost));
  });

  it('are refused where a probability is none', () => {
    expect(() => bursts({ ...chances, recovers: 1.5 }, new Random(1))).toThrow('recovers is 1.5; it must be a fraction from 0 to 1');
    expect(() => duplication(-1, new Random(1))).toThrow('duplication is -1');
  });
});
