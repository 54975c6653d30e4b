import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/random.js';
import type { FaultSpec } from '../../../src/network/faults/fault-spec.js';
import { Faults } from '../../../src/network/faults/faults.js';
import { plan, type Start } from '../../../src/network/timeline/plan.js';
import type { Action, TimelineEntry } from '../../../src/network/timeline/timeline-entry.js';

const NAMES = ['n1', 'n2', 'n3', 'm1'];
const LOSS: FaultSpec = { on: { links: 'all' }, fault: { kind: 'loss', probability: 0.1 } };
const base = new Faults(new Random(1), NAMES, [LOSS]);

/** A line of nodes that are up, with one base fault `loss-1`. */
const START: Start = {
  names: NAMES,
  state: (name) => (NAMES.includes(name) ? 'up' : undefined),
  areLinked: (a, b) => Math.abs(NAMES.indexOf(a) - NAMES.indexOf(b)) === 1,
  faults: base.list(),
};

const entry = (at: number, action: Action): TimelineEntry => ({ at, action });
const fault = (at: number, id?: string, duration?: number): TimelineEntry =>
  entry(at, { do: 'fault', fault: id === undefined ? LOSS : { ...LOSS, id }, ...(duration === undefined ? {} : { duration }) });
const heal = (at: number, ...ids: string[]) => entry(at, { do: 'heal', ids });
const on = (at: number, command: 'remove' | 'crash' | 'pause' | 'resume', ...nodes: string[]) => entry(at, { do: command, nodes });
const restart = (at: number, ...nodes: string[]) => entry(at, { do: 'restart', nodes, memory: 'kept' });
const add = (at: number, name: string, ...neighbours: string[]) => entry(at, { do: 'add', node: { name }, neighbours });
const link = (at: number, a: string, b: string) => entry(at, { do: 'link', a, b });
const unlink = (at: number, a: string, b: string) => entry(at, { do: 'unlink', a, b });
const send = (at: number, node: string, text = 'hello') => entry(at, { do: 'send', node, text });

describe('the plan of a timeline', () => {
  it('is in the order of time, and equal times in the order given', () => {
    const planned = plan([send(5, 'n1'), on(2, 'crash', 'n2'), restart(2, 'n2')], START);
    expect(planned.map(({ at, action }) => [at, action.do])).toEqual([
      [2, 'crash'],
      [2, 'restart'],
      [5, 'send'],
    ]);
  });

  it('names the nodes that a pattern means by then', () => {
    const planned = plan([on(1, 'remove', 'n1'), add(2, 'n4', 'm*'), on(3, 'crash', 'n?')], START);
    expect(planned.at(-1)?.action).toEqual({ do: 'crash', nodes: ['n2', 'n3', 'n4'] });
    expect(planned[1]?.action).toEqual({ do: 'add', node: { name: 'n4' }, neighbours: ['m1'] });
  });

  it('gives every fault an id, and heals where its duration is over', () => {
    const planned = plan([fault(10, undefined, 5), fault(15, 'again', 5), heal(16, 'again'), fault(17, 'again')], START);
    expect(planned.map(({ at, action }) => [at, action.do === 'fault' ? action.fault.id : action.do === 'heal' ? action.ids : ''])).toEqual(
      [
        [10, 'loss-2'],
        [15, ['loss-2']],
        [15, 'again'],
        [16, ['again']],
        [17, 'again'],
      ],
    );
  });

  it('heals everything but the base where no ids are given', () => {
    expect(plan([fault(1, 'a', 100), fault(2, 'b'), heal(3)], START).at(-1)).toEqual(heal(3, 'a', 'b'));
  });

  it('lets a node crash, come back, be paused, go on and leave', () => {
    const life = [on(1, 'crash', 'n1'), restart(2, 'n1'), on(3, 'pause', 'n1'), on(4, 'resume', 'n1'), on(5, 'remove', 'n1')];
    expect(plan(life.toReversed(), START)).toEqual(life);
  });

  it.each<[string, TimelineEntry[], RegExp]>([
    ['a negative time', [send(-1, 'n1')], /^entry 1 of the timeline, at -1 ms: the time is -1 ms; it must be a whole number from 0$/],
    ['half a ms', [send(0.5, 'n1')], /must be a whole number/],
    ['a restart of a node that is up', [restart(5, 'n1')], /at 5 ms: restart n1: it is up from the beginning; crash it first/],
    ['two crashes', [on(5, 'crash', 'n1'), on(6, 'crash', 'n1')], /entry 2 .*crash n1: it is down since 5 ms; crash it while it is up/],
    ['a resume of what was not paused', [on(1, 'resume', 'n1')], /pause it first/],
    ['a text sent at a node that is down', [on(1, 'crash', 'n1'), send(2, 'n1')], /send n1: it is down since 1 ms; send while it is up/],
    ['an empty text', [send(2, 'n1', '')], /a message needs a text/],
    ['something after a removal', [on(1, 'remove', 'n1'), on(2, 'pause', 'n1')], /pause n1: it is gone since 1 ms/],
    ['a name that is used again', [on(1, 'remove', 'n1'), add(2, 'n1')], /there is or was a node "n1"; take another name/],
    ['the name of nobody', [on(1, 'crash', 'x')], /no node is called "x" by then; add it before/],
    ['a node before it is added', [add(5, 'n4'), send(4, 'n4')], /entry 2 .*at 4 ms: no node is called "n4" by then/],
    ['a pattern that nobody fits', [on(1, 'crash', 'x*')], /no node is called like "x\*" by then/],
    ['no nodes', [on(1, 'crash')], /no node is named/],
    ['a heal of what never was', [heal(1, 'storm')], /no fault is called "storm"; in force: loss-1/],
    ['a heal of what has ended', [fault(1, 'storm', 5), heal(7, 'storm')], /no fault is called "storm"/],
    ['two faults of one id', [fault(1, 'storm'), fault(2, 'storm')], /a fault "storm" is in force; heal it first/],
    ['a negative duration', [fault(1, 'storm', -5)], /the duration is -5 ms/],
    [
      'a partition that names nobody',
      [entry(1, { do: 'fault', fault: { on: { links: 'across', groups: [['x'], ['*']], direction: 'both' }, fault: { kind: 'cut' } } })],
      /no node is called "x"/,
    ],
    ['a link that is there', [link(1, 'n2', 'n1')], /link n2 and n1: they are linked already; unlink them before/],
    ['a link that is not there', [unlink(1, 'n1', 'n3')], /unlink n1 and n3: they are not linked/],
    ['a link cut twice', [unlink(1, 'n1', 'n2'), unlink(2, 'n2', 'n1')], /entry 2 /],
    ['a link with itself', [link(1, 'n1', 'n1')], /link n1 with itself/],
    ['a link to what is gone', [on(1, 'remove', 'n3'), link(2, 'n1', 'n3')], /n3 is gone since 1 ms/],
  ])('refuses %s with what to do instead', (_name, entries, message) => {
    expect(() => plan(entries, START)).toThrow(message);
  });

  it('tells the place of the entry that is refused, from 0 and in the order given', () => {
    let facts: unknown;
    try {
      plan([send(9, 'n1'), on(5, 'resume', 'n1')], START);
    } catch (error) {
      facts = (error as { facts: unknown }).facts;
    }
    expect(facts).toEqual({ entry: '1' });
  });
});
