import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random.js';
import { cut } from '../support/cut.js';
import { loss } from '../../src/network/links/loss.js';
import { Chorus } from '../support/chorus.js';
import { ProcessRing } from '../support/process-ring.js';

const SEED = 20;
const LEFT = [0, 1, 2, 3, 4];
const RIGHT = [5, 6, 7, 8, 9];
const LEFT_NAMES = ['n1', 'n2', 'n3', 'n4', 'n5'];
const RIGHT_NAMES = ['n10', 'n6', 'n7', 'n8', 'n9'];
/** Datagrams that a node may send in a second while it catches up. */
const MOST = 2_000;

describe.each([
  ['with the extension', []],
  ['on the plain wire', ['-set=extensions=0']],
])('a ring of ten processes %s', (_wire, flags) => {
  let ring: ProcessRing;
  let chorus: Chorus;

  beforeAll(async () => {
    ring = await ProcessRing.open(10, flags);
    chorus = new Chorus(ring);
  });
  afterAll(() => ring.close());

  /** Cuts the ring in two for ten seconds in which both sides talk. Returns when it was healed. */
  async function talkApart(count: number, word: string): Promise<number> {
    const heal = ring.rules.add(cut(new Set(LEFT), new Set(RIGHT)));
    const over = setTimeout(10_000);
    await Promise.all([chorus.publish(count / 2, LEFT, `${word} left`), chorus.publish(count / 2, RIGHT, `${word} right`)]);
    await over;
    const lacking = await chorus.lacking();
    for (const name of LEFT_NAMES) expect(lacking[name]).toEqual(RIGHT_NAMES);
    for (const name of RIGHT_NAMES) expect(lacking[name]).toEqual(LEFT_NAMES);
    heal();
    return performance.now();
  }

  /** Lines are written a moment after the fact that they tell. */
  const nothingIsWrong = () => expect.poll(() => chorus.faults(), { timeout: 10_000 }).toEqual([]);

  it('every message from any node is printed by every node, none missing and none accepted twice', async () => {
    await chorus.publish(200, [...LEFT, ...RIGHT], 'fair');
    await expect(chorus.spread(60)).resolves.toBeUndefined();
    await nothingIsWrong();
  });

  it('the same when a fifth of the datagrams between them is lost', async () => {
    const lift = ring.rules.add(loss(0.2, new Random(SEED)));
    await chorus.publish(200, [...LEFT, ...RIGHT], 'lossy');
    await expect(chorus.spread(60), `seed ${SEED}`).resolves.toBeUndefined();
    lift();
    await nothingIsWrong();
  });

  it.each([
    [100, 2],
    [1_000, 10],
  ])(
    'of a partition of ten seconds, %i messages are complete %i s after it heals, at 2,000 datagrams a second at most',
    async (count, seconds) => {
      const healed = await talkApart(count, `apart ${count}`);
      await expect(chorus.spread(seconds)).resolves.toBeUndefined();
      expect(ring.rates.busiestSecond(healed)).toBeGreaterThan(0);
      expect(ring.rates.busiestSecond(healed)).toBeLessThanOrEqual(MOST);
      await nothingIsWrong();
    },
  );
});
