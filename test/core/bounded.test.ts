import { describe, expect, test } from 'vitest';
import { BOUNDS } from '../../src/core/bounds.js';
import { Log } from '../../src/core/log/log.js';
import { Ability, ALL, rumor, status } from '../../src/core/packet.js';
import { peer, Stage, vector } from './stage.js';

const [a, b, c] = [peer(1), peer(2), peer(3)];
const LARGE = 'x'.repeat(65_000);
const bundles = status([], ALL, Ability.bundles);

describe('the log', () => {
  const entry = (id: number, text: string) =>
    ({ kind: 'rumor', origin: 'Ann', id, text, destination: undefined, relay: undefined, at: 0 }) as const;

  test('forgets the oldest when its texts take too much, and says what it forgot', () => {
    const gone: number[] = [];
    const log = new Log(1_000, 100, { onForgotten: ({ id }) => gone.push(id) });
    for (let id = 0; id < 10; id++) log.append(entry(id, 'x'.repeat(30)));
    expect(log.oldest).toBe(7);
    expect(gone).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test('keeps the last entry, however large', () => {
    const log = new Log(1_000, 100);
    log.append(entry(0, 'x'));
    log.append(entry(1, LARGE));
    expect(log.at(1).text).toBe(LARGE);
    expect(log.oldest).toBe(1);
  });

  test('what has left it is not sent any more, what it holds is', () => {
    const node = new Stage({ peers: [b], settings: { coin: 0 } });
    const count = Math.ceil(BOUNDS.logBytes / LARGE.length) + 10;
    for (let id = 1; id <= count; id++) node.receive(b, rumor('Ann', id, LARGE));
    expect(node.node.log.oldest).toBeGreaterThan(0);
    node.takeSent();
    expect(node.receive(a, vector('Ann', 1)).takeRumors()).toEqual([]);
    expect(node.receive(a, vector('Ann', count)).takeRumors()).toHaveLength(1);
  });
});

test('what is held out of order is bounded in bytes: the longest held goes first', () => {
  const node = new Stage();
  const count = Math.floor(BOUNDS.heldBytes / LARGE.length);
  for (let at = 0; at <= count; at++) node.receive(a, rumor(`N${at}`, 2, LARGE));
  for (const at of [0, count]) node.receive(a, rumor(`N${at}`, 1, 'x'));
  expect([node.node.nextId('N0'), node.node.nextId(`N${count}`)]).toEqual([2, 3]);
});

describe('new origins', () => {
  /** How many of many invented origins a node takes from a peer. */
  function taken(node: Stage, from: typeof a, names: string, count: number): number {
    const before = node.node.vector().length;
    for (let at = 0; at < count; at++) node.node.receive(rumor(`${names} ${at}`, 1, ''), from);
    node.takeSent();
    return node.node.vector().length - before;
  }

  test('of one peer that nobody named fill half of the strangers’ room at the most, and leave the named ones theirs', () => {
    const node = new Stage({ peers: [a] });
    const half = BOUNDS.originsOfStrangers / 2;
    expect(taken(node, b, 'b', BOUNDS.originsOfStrangers)).toBe(half);
    expect(taken(node, c, 'c', BOUNDS.originsOfStrangers)).toBeLessThan(half);
    expect(taken(node, a, 'a', BOUNDS.originsOfStrangers)).toBe(BOUNDS.originsOfStrangers);
  });

  test('may come from anybody where the user has named nobody', () => {
    expect(taken(new Stage(), b, 'b', BOUNDS.originsOfStrangers)).toBe(BOUNDS.originsOfStrangers);
  });

  test('without room are not asked for, and called held to a peer that reads differences', () => {
    const node = new Stage({ peers: [a], settings: { extensions: 1, ackDelay: 0 } });
    taken(node, b, 'b', BOUNDS.originsOfStrangers);
    node.receive(b, bundles).takeSent();
    node.receive(b, rumor('refused', 1, 'x'));
    expect(node.takeStatuses().map((one) => one.status.want)).toEqual([[{ identifier: 'refused', nextId: 2 }]]);
    expect(node.receive(b, { ...vector('another', 9), scope: { kind: 'listed' }, abilities: Ability.bundles }).takeStatuses()).toEqual([]);
    expect(node.takeEvents('dropped').at(-1)).toMatchObject({ reason: 'origins-full', from: b });
  });

  test('without room are acknowledged to others once in a while, or they would be sent for ever', () => {
    const node = new Stage({ peers: [a] });
    taken(node, b, 'b', BOUNDS.originsOfStrangers);
    node.node.endTurn();
    node.wait(2_000).takeSent();
    for (let time = 0; time < 100; time++) node.receive(b, rumor('refused', 1, 'x')).wait(10);
    expect(node.takeStatuses().length).toBeLessThanOrEqual(2);
  });
});

test('each of two peers is told the whole of a vector that goes in parts, though they are told by turns', () => {
  const settings = { extensions: 1, antiEntropy: 1_000, antiEntropyJitter: 0, statusPartBytes: 200 };
  const node = new Stage({ peers: [a, b], settings });
  for (let at = 0; at < 40; at++) node.receive(c, rumor(`origin ${at}`, 1, 'x'));
  node.node.removePeer(c);
  node.receive(a, bundles).receive(b, bundles).wait(100).takeSent();
  const told = new Map([a, b].map((one) => [one, new Set<string>()]));
  for (let period = 0; period < 20; period++) {
    node.wait(1_000);
    for (const one of node.takeStatuses())
      if (one.status.scope.kind === 'range') for (const { identifier } of one.status.want) told.get(one.to)?.add(identifier);
  }
  expect([...told.values()].map(({ size }) => size)).toEqual([40, 40]);
});
