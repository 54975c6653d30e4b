import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/random.js';
import { settings } from '../../../src/core/settings.js';
import { openWorld } from '../../../src/network/emulated/open-world.js';
import { Strides } from '../../../src/network/emulated/strides.js';
import { makeLinks } from '../../../src/network/topology/registry.js';

const BLIND = { over: () => undefined };
const FAR = Number.MAX_SAFE_INTEGER;

interface Taken {
  readonly time: number;
  readonly node: number;
  readonly slip: string | undefined;
}

/** Takes everything, stride by stride. */
function drain(strides: Strides<string>, onTake?: (taken: Taken) => void): Taken[][] {
  const moments: Taken[][] = [];
  while (strides.size > 0) {
    strides.tick(FAR);
    const moment: Taken[] = [];
    while (strides.take()) {
      const taken = { time: strides.time, node: strides.to, slip: strides.slip };
      moment.push(taken);
      onTake?.(taken);
    }
    if (moment.length > 0) moments.push(moment);
  }
  return moments;
}

describe('strides', () => {
  it('give the events of some ms node by node, and those of a node by time and then in the order of putting', () => {
    const event = fc.record({ time: fc.integer({ min: 1, max: 60 }), node: fc.integer({ min: 0, max: 5_000 }) });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.array(event, { maxLength: 200 }), (length, events) => {
        const strides = new Strides<string>(length, BLIND);
        events.forEach(({ time, node }, index) => strides.put(time, node, 0, `${index}`));
        const stride = ({ time }: { time: number }) => Math.floor((time - 1) / length);
        const wanted = events
          .map((each, index) => ({ ...each, slip: `${index}` }))
          .sort((a, b) => stride(a) - stride(b) || a.node - b.node || a.time - b.time || Number(a.slip) - Number(b.slip));
        expect(drain(strides).flat()).toEqual(wanted);
      }),
      { numRuns: 100 },
    );
  });

  it('let a node do what it makes itself do in its own turn', () => {
    const strides = new Strides<string>(10, BLIND);
    strides.put(2, 7, 0, 'first');
    strides.put(5, 7, 0, 'last');
    strides.put(1, 9, 0, 'another');
    const moments = drain(strides, ({ slip }) => {
      if (slip === 'first') for (const time of [9, 4, 5, 2]) strides.put(time, 7, -1, `own ${time}`);
      if (slip === 'last') strides.put(11, 7, -1, 'next stride');
    });
    expect(moments.map((moment) => moment.map(({ slip }) => slip))).toEqual([
      ['first', 'own 2', 'own 4', 'last', 'own 5', 'own 9', 'another'],
      ['next stride'],
    ]);
  });

  it('refuse what comes to another node sooner than any link allows', () => {
    const strides = new Strides<string>(10, BLIND);
    strides.put(3, 1, 0, 'early');
    expect(() => drain(strides, () => strides.put(9, 2, 1, 'too early'))).toThrow('something came to node 2 within 10 ms');
  });

  it('end where somebody looks, and go on with what was put there for that very ms', () => {
    const strides = new Strides<string>(10, BLIND);
    strides.put(6, 1, 0, 'later');
    strides.tick(4);
    expect([strides.moment, strides.take()]).toEqual([4, false]);
    strides.put(4, 5, -1, 'now');
    expect([strides.take(), strides.slip, strides.time, strides.size]).toEqual([true, 'now', 4, 1]);
    strides.tick(FAR);
    expect([strides.moment, strides.take(), strides.slip, strides.time]).toEqual([14, true, 'later', 6]);
  });
});

describe('a world in strides', () => {
  /** By which ms each node of a ring had each rumor. What comes from the two sides comes in odd and in even ms, so that nothing is left to the order of nodes. */
  function times(stride: number | undefined, encoded: boolean): readonly string[] {
    const rule = (from: number, to: number, _: number, now: number) => 10 + ((now + ((from + 1) % 40 === to ? 0 : 1)) % 2);
    const links = makeLinks('ring', 40, new Random(1));
    const world = openWorld({ links, seed: 1, settings: settings({}), rule, encoded, ...(stride === undefined ? {} : { stride }) });
    world.run(1_000);
    for (const node of [3, 21, 33]) world.publish(node, `of ${node}`);
    world.run(20_000);
    const logs = Array.from({ length: 40 }, (_, node) => world.node(node).log);
    return logs.map((log, node) => Array.from({ length: log.end }, (_, at) => `${node}: ${log.at(at).text} at ${log.at(at).at}`).join());
  }

  it.each([false, true])('is the same as one ms by ms where chance does not depend on the order of nodes (encoded: %s)', (encoded) => {
    const plain = times(undefined, encoded);
    expect(plain.every((line) => line.split(',').length === 3)).toBe(true);
    for (const stride of [1, 7, 10]) expect(times(stride, encoded)).toEqual(plain);
  });
});
