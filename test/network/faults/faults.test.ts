import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/random.js';
import type { LinkBehaviour } from '../../../src/network/engine/options.js';
import { Faults } from '../../../src/network/faults/faults.js';
import type { Fault, FaultSpec, Selection } from '../../../src/network/faults/fault-spec.js';
import { DROP, PASS } from '../../../src/network/links/rule.js';

const SEED = 3;
const NAMES = ['a1', 'a2', 'b1', 'b2', 'c'];
const faults = (...base: FaultSpec[]) => new Faults(new Random(SEED), NAMES, base);
const everywhere = (fault: Fault): FaultSpec => ({ on: { links: 'all' }, fault });
const CUT: Fault = { kind: 'cut' };
const LOSS: Fault = { kind: 'loss', probability: 0.2 };
const delayed = (ms: number): Fault => ({ kind: 'delay', distribution: 'constant', ms });
const slow = (ms: number, packetsPerSecond = 0): Fault => ({ kind: 'slow-node', ms, packetsPerSecond, queuePackets: 100 });

/** The directed links on which nothing gets through, as `from>to`. */
function cutBy(on: Selection): string[] {
  const live = faults();
  live.add({ on, fault: CUT });
  const pairs = NAMES.flatMap((a, from) => NAMES.map((b, to) => [a, b, from, to] as const));
  return pairs.filter(([, , from, to]) => from !== to && live.decide(from, to, 1, 0) === DROP).map(([a, b]) => `${a}>${b}`);
}

describe('a selection of links', () => {
  it.each<[string, Selection, string]>([
    ['to and from a node', { links: 'of', nodes: ['c'], direction: 'both' }, 'a1>c a2>c b1>c b2>c c>a1 c>a2 c>b1 c>b2'],
    ['to nodes like a pattern', { links: 'of', nodes: ['a*'], direction: 'in' }, 'a1>a2 a2>a1 b1>a1 b1>a2 b2>a1 b2>a2 c>a1 c>a2'],
    ['from a node', { links: 'of', nodes: ['c'], direction: 'out' }, 'c>a1 c>a2 c>b1 c>b2'],
    ['from one node to another', { links: 'between', from: ['a1'], to: ['c'], direction: 'one-way' }, 'a1>c'],
    [
      'between two groups',
      { links: 'between', from: ['a?'], to: ['b1', 'c'], direction: 'both' },
      'a1>b1 a1>c a2>b1 a2>c b1>a1 b1>a2 c>a1 c>a2',
    ],
    ['between a node and all', { links: 'between', from: ['a1'], to: ['*'], direction: 'one-way' }, 'a1>a2 a1>b1 a1>b2 a1>c'],
    ['across groups', { links: 'across', groups: [['a1'], ['b*']], direction: 'both' }, 'a1>b1 a1>b2 b1>a1 b2>a1'],
    [
      'from a group to everyone else',
      { links: 'across', groups: [['a1', 'b*'], ['*']], direction: 'one-way' },
      'a1>a2 a1>c b1>a2 b1>c b2>a2 b2>c',
    ],
  ])('%s is those and no others', (_name, on, links) => {
    expect(cutBy(on).join(' ')).toBe(links);
  });

  it('by a pattern concerns nodes that join later, by a name it does not', () => {
    const live = faults();
    live.add({ on: { links: 'of', nodes: ['b*'], direction: 'both' }, fault: CUT });
    for (let more = 0; more < 100; more++) live.join(`b${more + 3}`);
    live.join('d');
    expect([live.decide(0, 104, 1, 0), live.decide(104, 0, 1, 0), live.decide(0, 105, 1, 0)]).toEqual([DROP, DROP, PASS]);
  });

  it.each<[Selection, string]>([
    [{ links: 'of', nodes: ['x'], direction: 'both' }, 'no node is called "x"; there are a1, a2, b1, b2, c'],
    [{ links: 'of', nodes: [], direction: 'both' }, 'a list of nodes is empty; name nodes'],
    [{ links: 'of', nodes: ['x*'], direction: 'both' }, 'no node is called like "x*"'],
    [{ links: 'between', from: ['c'], to: ['c'], direction: 'both' }, 'no link leads from c to itself'],
    [{ links: 'across', groups: [['a1']], direction: 'both' }, 'a partition has 1 group; it needs at least two'],
    [{ links: 'across', groups: [['a1', 'c'], ['c']], direction: 'both' }, '"c" is in a partition twice'],
  ])('%j is refused with what to do instead', (on, message) => {
    expect(() => faults().add({ on, fault: CUT })).toThrow(message);
  });
});

describe('the faults of a network', () => {
  it('fulfil what an engine asks of its links', () => {
    const behaviour: LinkBehaviour = faults(everywhere(delayed(20)));
    expect([behaviour.decide(0, 1, 100, 0), behaviour.copies(0, 1, 0), behaviour.corrupts(0, 1, 0)]).toEqual([20, 0, false]);
  });

  it('add up, and are healed one by one or all but the base', () => {
    const live = faults(everywhere(delayed(10)));
    const first = live.add(everywhere(delayed(5)));
    const cut = live.add({ id: 'storm', on: { links: 'of', nodes: ['c'], direction: 'both' }, fault: CUT });
    expect([first, cut, live.list().map(({ id }) => id)]).toEqual(['delay-2', 'storm', ['delay-1', 'delay-2', 'storm']]);
    expect([live.decide(0, 1, 1, 0), live.decide(0, 4, 1, 0)]).toEqual([15, DROP]);
    expect(live.on(0, 4).map(({ id }) => id)).toEqual(['delay-1', 'delay-2', 'storm']);
    live.remove('storm');
    expect([live.decide(0, 4, 1, 0), live.on(0, 4).length]).toEqual([15, 2]);
    expect(live.healAll()).toEqual(['delay-2']);
    expect(live.decide(0, 1, 1, 0)).toBe(10);
  });

  it('do not depend on which was added first', () => {
    const specs: FaultSpec[] = [
      { id: 'delay', ...everywhere({ kind: 'delay', distribution: 'uniform', min: 1, max: 100 }) },
      { id: 'loss', ...everywhere(LOSS) },
      { id: 'band', ...everywhere({ kind: 'bandwidth', bytesPerSecond: 10_000, queueBytes: 2_000 }) },
    ];
    const run = (live: Faults) => Array.from({ length: 1_000 }, (_, at) => live.decide(0, 1, 100, 5 * at));
    expect(run(faults(...specs))).toEqual(run(faults(...specs.toReversed())));
  });

  it('have dice of their own: another fault elsewhere changes nothing here', () => {
    const alone = faults(everywhere(LOSS));
    const accompanied = faults(everywhere(LOSS));
    accompanied.add({ on: { links: 'of', nodes: ['c'], direction: 'both' }, fault: { kind: 'loss', probability: 0.5 } });
    const losses = (live: Faults) =>
      Array.from({ length: 200 }, () => {
        live.decide(4, 3, 1, 0);
        return live.decide(0, 1, 1, 0);
      });
    expect(losses(alone)).toEqual(losses(accompanied));
  });

  it('throw anew when an id is used again', () => {
    const live = faults();
    const losses = () => {
      live.add({ id: 'again', ...everywhere({ kind: 'loss', probability: 0.5 }) });
      const lost = Array.from({ length: 64 }, () => live.decide(0, 1, 1, 0));
      live.remove('again');
      return lost;
    };
    expect(losses()).not.toEqual(losses());
  });

  it('count bursts and queues for each direction of each link', () => {
    const live = faults(everywhere({ kind: 'bandwidth', bytesPerSecond: 1_000, queueBytes: 10_000 }));
    expect([live.decide(0, 1, 100, 0), live.decide(0, 1, 100, 0), live.decide(1, 0, 100, 0), live.decide(0, 2, 100, 0)]).toEqual([
      100, 200, 100, 100,
    ]);
  });

  it('put two limits of bandwidth behind one another, so that the narrow one alone makes a queue', () => {
    const live = faults(everywhere({ kind: 'bandwidth', bytesPerSecond: 1_000, queueBytes: 10_000 }));
    live.add(everywhere({ kind: 'bandwidth', bytesPerSecond: 10_000, queueBytes: 10_000 }));
    expect([1, 2, 3].map(() => live.decide(0, 1, 100, 0))).toEqual([110, 210, 310]);
  });

  it('slow down what a node receives and sends, or one of the two', () => {
    const at = (direction: 'in' | 'out' | 'both') => {
      const live = faults();
      live.add({ on: { links: 'of', nodes: ['a*'], direction }, fault: slow(7) });
      return [live.decide(0, 4, 1, 0), live.decide(4, 0, 1, 0), live.decide(0, 1, 1, 0), live.decide(2, 3, 1, 0)];
    };
    expect([at('both'), at('in'), at('out')]).toEqual([
      [7, 7, 14, 0],
      [0, 7, 7, 0],
      [7, 0, 7, 0],
    ]);
  });

  it('let a slow node handle so many datagrams a second, whoever sends them, and lose what finds no room', () => {
    const live = faults();
    live.add({
      on: { links: 'of', nodes: ['c'], direction: 'in' },
      fault: { kind: 'slow-node', ms: 0, packetsPerSecond: 10, queuePackets: 3 },
    });
    expect([0, 1, 2, 3].map((from) => live.decide(from, 4, 1, 0))).toEqual([100, 200, 300, DROP]);
    expect(live.decide(0, 4, 1, 150)).toBe(250);
  });

  it('corrupt a copy by one bit and leave the datagram alone', () => {
    const live = faults(everywhere({ kind: 'corruption', probability: 1 }));
    const bytes = new Uint8Array(50);
    const arrived = live.corrupted(bytes);
    expect(live.corrupts(0, 1)).toBe(true);
    expect(bytes.every((byte) => byte === 0)).toBe(true);
    expect(arrived.reduce((bits, byte) => bits + byte.toString(2).replaceAll('0', '').length, 0)).toBe(1);
    expect(live.corrupted(new Uint8Array(0))).toHaveLength(0);
  });

  it.each<[FaultSpec, string]>([
    [everywhere({ kind: 'loss', probability: 1.2 }), 'loss is 1.2; it must be a fraction from 0 to 1'],
    [everywhere(delayed(-1)), 'delay is -1 ms; it must be a whole number from 0'],
    [everywhere({ kind: 'delay', distribution: 'uniform', min: 30, max: 20 }), 'write the shorter first'],
    [everywhere({ kind: 'corruption', probability: -1 }), 'corruption is -1'],
    [
      everywhere({ kind: 'bandwidth', bytesPerSecond: 0, queueBytes: 1 }),
      'the bandwidth is 0 bytes per second; it must be a whole number from 1',
    ],
    [everywhere({ kind: 'bandwidth', bytesPerSecond: 1, queueBytes: -1 }), 'the queue of a bandwidth is -1 bytes'],
    [
      { on: { links: 'across', groups: [['c'], ['*']], direction: 'both' }, fault: slow(1) },
      'a slow node is selected by the links of nodes',
    ],
    [{ on: { links: 'of', nodes: ['c'], direction: 'out' }, fault: slow(1, 10) }, 'take the direction "in" or "both"'],
    [{ id: 'loss-1', ...everywhere(LOSS) }, 'a fault "loss-1" is in force; heal it first'],
  ])('%j is refused with what to do instead, and nothing has changed', (spec, message) => {
    const live = faults(everywhere(LOSS));
    expect(() => live.add(spec)).toThrow(message);
    expect(live.list()).toHaveLength(1);
  });

  it('a heal of what never was names those in force', () => {
    expect(() => faults(everywhere(LOSS)).remove('x')).toThrow('no fault is called "x"; in force: loss-1');
    expect(() => faults().remove('x')).toThrow('none is in force');
  });
});
