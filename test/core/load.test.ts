import { describe, expect, test } from 'vitest';
import { rumor } from '../../src/core/packet.js';
import { Random } from '../../src/core/random.js';
import { label, peer, Stage, vector } from './stage.js';

const [a, b] = [peer(1), peer(2)];

/** Holds `count` rumors of Ann that came from `b`. */
function knowing(count: number, settings = {}): Stage {
  const node = new Stage({ peers: [b], settings: { coin: 0, ...settings } });
  for (let id = 1; id <= count; id++) node.receive(b, rumor('Ann', id, 'x'));
  node.takeSent();
  node.takeEvents();
  return node;
}

const ids = (node: Stage) => node.takeRumors().map((one) => one.rumor.id);

describe('sending under load', () => {
  test('a run of missing rumors answers one Status, as many as the window holds', () => {
    expect(ids(knowing(20).receive(a, vector('Ann', 1)))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('the window moves on with the Statuses', () => {
    const node = knowing(20).receive(a, vector('Ann', 1));
    node.takeSent();
    expect(ids(node.receive(a, vector('Ann', 4)))).toEqual([9, 10, 11]);
    expect(ids(node.receive(a, vector('Ann', 9)))).toEqual([12, 13, 14, 15, 16]);
  });

  test('Statuses that say the same again draw nothing that is in flight', () => {
    const node = knowing(20).receive(a, vector('Ann', 1));
    node.takeSent();
    for (let i = 0; i < 20; i++) node.receive(a, vector('Ann', 1));
    expect(ids(node)).toEqual([]);
  });

  test('a rumor mongered to a peer counts as in flight to it', () => {
    const node = new Stage({ peers: [a] }).publish('x');
    node.takeSent();
    expect(node.receive(a, vector()).takeRumors()).toEqual([]);
  });

  test('what was lost is sent again on the scale of the round trip, long before the coin', () => {
    const node = knowing(20).receive(a, vector('Ann', 1));
    node.wait(2).receive(a, vector('Ann', 2));
    node.takeSent();
    expect(new Set(ids(node.wait(200)))).toContain(2);
  });

  test('a peer that falls silent is probed ever more rarely, and then left until it speaks', () => {
    const node = knowing(100).receive(a, vector('Ann', 1));
    node.takeSent();
    expect(node.wait(60_000).takeRumors().length).toBeLessThan(30);
    expect(ids(node.receive(a, vector('Ann', 1)))).toContain(1);
  });

  test('so is one that falls silent while what it missed goes at the rate for catching up', () => {
    const node = knowing(2_000, { catchUpRate: 100 });
    node.wait(60_000).receive(a, vector('Ann', 1));
    node.takeSent();
    expect(node.wait(60_000).takeRumors().length).toBeLessThan(60);
    expect(ids(node.receive(a, vector('Ann', 1)))).toContain(1);
  });

  test('everything arrives at a peer that loses a fifth and holds nothing out of order', () => {
    const node = knowing(500);
    const dice = new Random(7);
    let held = 0;
    node.receive(a, vector('Ann', 1));
    for (let turn = 0; turn < 12_000 && held < 500; turn++) {
      const arrived = node.takeRumors().filter(() => !dice.chance(0.2));
      for (const one of arrived) if (one.rumor.id === held + 1) held++;
      if (arrived.length > 0) node.receive(a, vector('Ann', held + 1));
      node.wait(5);
    }
    expect(held).toBe(500);
  });

  test('a burst of own rumors fills the window of its peers and waits there', () => {
    const node = new Stage({ peers: [a] });
    node.publish(...Array.from({ length: 1_000 }, () => 'x'));
    expect(node.takeRumors().map((one) => label(one.rumor))).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((id) => `Me ${id}`));
  });

  test('a burst reaches a peer that acknowledges it, every rumor once', () => {
    const node = new Stage({ peers: [a], settings: { coin: 0 } });
    node.publish(...Array.from({ length: 1_000 }, () => 'x'));
    const got: number[] = [];
    for (let news = ids(node); news.length > 0; news = ids(node)) {
      got.push(...news);
      node.receive(a, vector('Me', (news.at(-1) as number) + 1));
    }
    expect(got).toEqual(Array.from({ length: 1_000 }, (_, at) => at + 1));
  });

  test('after an absence what was missed goes at the rate for catching up', () => {
    const node = knowing(2_000, { catchUpRate: 100 });
    node.wait(60_000).receive(a, vector('Ann', 1));
    let held = 0;
    const start = node.now;
    while (node.now < start + 5_000) {
      for (const one of node.takeRumors()) if (one.rumor.id === held + 1) held++;
      node.receive(a, vector('Ann', held + 1)).wait(10);
    }
    expect(held).toBeGreaterThan(400);
    expect(held).toBeLessThanOrEqual(520);
  });
});
