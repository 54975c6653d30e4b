import { describe, expect, test } from 'vitest';
import type { Peer } from '../../src/core/context.js';
import { rumor } from '../../src/core/packet.js';
import { label, peer, peers, Stage, vector } from './stage.js';

const [a, b, c] = [peer(1), peer(2), peer(3)];
const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

describe('a new rumor', () => {
  test('of our own goes to one random peer', () => {
    const reached = new Set<Peer>();
    for (const seed of SEEDS) {
      const sent = new Stage({ peers: [a, b, c], seed }).publish('x').takeRumors();
      expect(sent.map((one) => label(one.rumor))).toEqual(['Me 1']);
      reached.add(sent[0]?.to as Peer);
    }
    expect(reached.size).toBe(3);
  });

  test('of somebody else goes to one random peer, never to the one that it came from', () => {
    const reached = new Set<Peer>();
    for (const seed of SEEDS) {
      const sent = new Stage({ peers: [a, b, c], seed }).receive(b, rumor('Ann', 1, 'x')).takeRumors();
      expect(sent.map((one) => label(one.rumor))).toEqual(['Ann 1']);
      reached.add(sent[0]?.to as Peer);
    }
    expect(reached).toEqual(new Set([a, c]));
  });

  test('goes to nobody where there is no other peer', () => {
    expect(new Stage({ peers: [b] }).receive(b, rumor('Ann', 1, 'x')).takeRumors()).toEqual([]);
    expect(new Stage().publish('x').takeRumors()).toEqual([]);
  });

  test('goes to as many peers as the fan-out says', () => {
    const sent = new Stage({ peers: peers(20), settings: { fanOut: 3 } }).publish('x').takeRumors();
    expect(sent).toHaveLength(3);
  });

  test('is told as mongering with the peer that it is sent to', () => {
    const node = new Stage({ peers: [a] }).publish('x');
    expect(node.takeEvents('mongering')).toMatchObject([{ to: a, rumor: { origin: 'Me', id: 1 } }]);
  });

  test('that was held goes on its way when its turn has come', () => {
    const node = new Stage({ peers: [a, b] }).receive(a, rumor('Ann', 2, 'y'));
    expect(node.takeRumors()).toEqual([]);
    expect(
      node
        .receive(a, rumor('Ann', 1, 'x'))
        .takeRumors()
        .map((one) => `${label(one.rumor)} to ${one.to.port}`),
    ).toEqual(['Ann 1 to 2', 'Ann 2 to 2']);
  });
});

describe('the answer to a rumor', () => {
  test.each([
    ['a new rumor', [rumor('Ann', 1, 'x')], vector('Ann', 2)],
    ['an old rumor', [rumor('Ann', 1, 'x'), rumor('Ann', 1, 'x')], vector('Ann', 2)],
    ['a rumor out of order', [rumor('Ann', 2, 'y')], vector()],
    ['several rumors of one turn', [rumor('Ann', 1, 'x'), rumor('Ann', 2, 'y'), rumor('Bob', 1, 'z')], vector('Ann', 3, 'Bob', 2)],
  ])('%s: one Status to its sender, that counts what is held', (_what, packets, expected) => {
    const statuses = new Stage({ peers: [a, b] }).receive(a, ...packets).takeStatuses();
    expect(statuses.map(({ to }) => to)).toEqual([a]);
    expect(statuses[0]?.status.want).toEqual(expected.want);
    expect(statuses[0]?.status.scope).toEqual({ kind: 'all' });
  });

  test('a known rumor is not mongered again', () => {
    const node = new Stage({ peers: [a, b, c] }).receive(a, rumor('Ann', 1, 'x'));
    node.takeSent();
    expect(node.receive(b, rumor('Ann', 1, 'x')).takeRumors()).toEqual([]);
  });
});

describe('the acknowledgement', () => {
  /** A node whose own rumors 1 to `count` are in flight to its one peer. */
  function inFlight(count: number, coin = 1): Stage {
    const node = new Stage({ peers: [a], settings: { coin } });
    for (let id = 1; id <= count; id++) node.publish(`text ${id}`);
    node.takeSent();
    node.takeEvents();
    return node;
  }

  test('a Status flips one coin for each rumor in flight whose id is below its next id', () => {
    const node = inFlight(3).receive(a, vector('Me', 3));
    expect(node.takeEvents('coin').map((coin) => coin.rumor.id)).toEqual([1, 2]);
    expect(
      node
        .receive(a, vector('Me', 4))
        .takeEvents('coin')
        .map((coin) => coin.rumor.id),
    ).toEqual([3]);
  });

  test('a second Status that says the same flips no second coin', () => {
    const node = inFlight(1).receive(a, vector('Me', 2));
    node.takeEvents();
    expect(node.receive(a, vector('Me', 2)).takeEvents('coin')).toEqual([]);
  });

  test('a Status of another peer, or of another origin, acknowledges nothing', () => {
    const node = inFlight(1);
    expect(node.receive(b, vector('Me', 2)).receive(a, vector('Ann', 9)).takeEvents('coin')).toEqual([]);
  });

  test('a Status that does not cover the rumor flips no coin', () => {
    expect(inFlight(1).receive(a, vector('Me', 1)).takeEvents('coin')).toEqual([]);
  });

  test('without a Status the coin is flipped after the timeout, once, and not before', () => {
    const node = inFlight(2).wait(999);
    expect(node.takeEvents('coin')).toEqual([]);
    expect(
      node
        .wait(1)
        .takeEvents('coin')
        .map((coin) => coin.rumor.id),
    ).toEqual([1, 2]);
    expect(node.wait(60_000).takeEvents('coin')).toEqual([]);
  });

  test('a rumor acknowledged in time does not time out as well', () => {
    const node = inFlight(1).wait(500).receive(a, vector('Me', 2));
    node.takeEvents();
    expect(node.wait(5_000).takeEvents('coin')).toEqual([]);
  });
});

describe('the coin', () => {
  test('heads sends the rumor to another peer than the one just in sync', () => {
    const reached = new Set<Peer>();
    for (const seed of SEEDS) {
      const node = new Stage({ peers: [a, b, c], seed, settings: { coin: 1 } }).publish('x');
      const first = node.takeRumors()[0]?.to as Peer;
      const sent = node.receive(first, vector('Me', 2)).takeRumors();
      expect(sent.map((one) => label(one.rumor))).toEqual(['Me 1']);
      expect(sent[0]?.to).not.toBe(first);
      expect(node.takeEvents('coin')).toMatchObject([{ heads: true, to: sent[0]?.to }]);
      reached.add(sent[0]?.to as Peer);
    }
    expect(reached.size).toBe(3);
  });

  test('heads may choose the peer that the rumor came from', () => {
    const node = new Stage({ peers: [a, b], settings: { coin: 1 } }).receive(a, rumor('Ann', 1, 'x'));
    expect(node.takeRumors().map(({ to }) => to)).toEqual([b]);
    expect(
      node
        .receive(b, vector('Ann', 2))
        .takeRumors()
        .map(({ to }) => to),
    ).toEqual([a]);
  });

  test('tails stops: nothing is sent, and the event names no peer', () => {
    const node = new Stage({ peers: [a, b, c], settings: { coin: 0 } }).publish('x');
    const first = node.takeRumors()[0]?.to as Peer;
    expect(node.receive(first, vector('Me', 2)).takeRumors()).toEqual([]);
    expect(node.takeEvents('coin')).toMatchObject([{ heads: false, to: undefined }]);
    expect(node.wait(60_000).takeRumors()).toEqual([]);
  });

  test('heads after a timeout too goes to another peer', () => {
    const node = new Stage({ peers: [a, b], settings: { coin: 1 } }).publish('x');
    const first = node.takeRumors()[0]?.to as Peer;
    expect(
      node
        .wait(1_000)
        .takeRumors()
        .map(({ to }) => to),
    ).toEqual([first === a ? b : a]);
  });

  test('falls on either side about equally often', () => {
    const node = new Stage({ peers: [a], settings: { window: 1_000 } });
    for (let id = 1; id <= 1_000; id++) node.publish('x');
    node.takeEvents();
    const coins = node.receive(a, vector('Me', 1_001)).takeEvents('coin');
    const heads = coins.filter((coin) => coin.heads).length;
    expect(coins).toHaveLength(1_000);
    // Five standard deviations: one seed in a million would fall outside, and the seed is fixed.
    expect(Math.abs(heads - 500)).toBeLessThan(80);
  });

  test('a rumor dies out: with peers that acknowledge everything at once, each rumor is sent to few of many', () => {
    const node = new Stage({ peers: peers(50) });
    let sent = 0;
    for (let id = 1; id <= 200; id++) {
      node.publish('x');
      for (let rumors = node.takeRumors(); rumors.length > 0; rumors = node.takeRumors()) {
        sent += rumors.length;
        for (const { to } of rumors) node.receive(to, vector('Me', id + 1));
      }
    }
    // Two on average for each: the first peer, and one more for every heads in a row.
    expect(sent / 200).toBeGreaterThan(1.6);
    expect(sent / 200).toBeLessThan(2.4);
  });
});
