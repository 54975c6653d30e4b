import { expect, test } from 'vitest';
import { peer, peers, Stage } from './stage.js';

test('every period one peer is told our vector, for ever', () => {
  const node = new Stage({ peers: [peer(1)], settings: { antiEntropy: 1_000, antiEntropyJitter: 0, coin: 0 } }).publish('x');
  node.takeSent();
  const statuses = node.wait(500_000).takeStatuses();
  expect(statuses).toHaveLength(500);
  expect(statuses.every(({ status, to }) => to === peer(1) && status.want[0]?.nextId === 2)).toBe(true);
});

test('all peers have their turn', () => {
  const node = new Stage({ peers: peers(5), settings: { antiEntropy: 100 } });
  expect(
    new Set(
      node
        .wait(10_000)
        .takeStatuses()
        .map(({ to }) => to),
    ).size,
  ).toBe(5);
});

test('periods are jittered, so that nodes started together do not speak together', () => {
  const node = new Stage({ peers: [peer(1)], settings: { antiEntropy: 1_000, antiEntropyJitter: 0.5 } });
  const gaps = new Set<number>();
  for (let i = 0, last = 0; i < 50; i++) {
    node.wait(node.node.nextDeadline - node.now);
    if (i > 0) gaps.add(node.now - last);
    last = node.now;
  }
  expect(gaps.size).toBeGreaterThan(40);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(500);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(1_500);
});

test('a period of 0 turns it off', () => {
  const node = new Stage({ peers: [peer(1)], settings: { antiEntropy: 0 } });
  expect(node.wait(100_000).takeSent()).toEqual([]);
  expect(node.node.nextDeadline).toBe(Number.POSITIVE_INFINITY);
});

test('without peers nothing is sent, and the first peer that comes is told in its turn', () => {
  const node = new Stage({ settings: { antiEntropy: 1_000 } });
  expect(node.wait(5_000).takeSent()).toEqual([]);
  node.node.addPeer(peer(1));
  const told = node.wait(1_200).takeStatuses();
  expect(told.length).toBeGreaterThanOrEqual(1);
  expect(new Set(told.map(({ to }) => to))).toEqual(new Set([peer(1)]));
});
