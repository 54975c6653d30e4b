import { describe, expect, test } from 'vitest';
import { rumor } from '../../src/core/packet.js';
import { label, peer, Stage, vector } from './stage.js';

const [a, b] = [peer(1), peer(2)];

/** Holds Ann 1 to 3 and Bob 1, all from `b`, and is done with mongering them. */
function knowing(): Stage {
  const node = new Stage({ peers: [b], settings: { coin: 0 } });
  node.receive(b, rumor('Ann', 1, 'x'), rumor('Ann', 2, 'y'), rumor('Ann', 3, 'z'), rumor('Bob', 1, 'w'));
  node.takeSent();
  node.takeEvents();
  return node;
}

const labels = (node: Stage) => node.takeRumors().map(({ rumor: one }) => label(one));

describe('a peer that lacks something', () => {
  test.each([
    ['of one origin', vector('Ann', 2, 'Bob', 2), ['Ann 2', 'Ann 3']],
    ['a whole origin that it does not list', vector('Ann', 4), ['Bob 1']],
    ['everything', vector(), ['Ann 1', 'Ann 2', 'Ann 3', 'Bob 1']],
    ['everything, and says so with next ids of 1', vector('Ann', 1, 'Bob', 1), ['Ann 1', 'Ann 2', 'Ann 3', 'Bob 1']],
    ['everything, and says so with next ids of 0', vector('Bob', 0, 'Ann', 0), ['Bob 1', 'Ann 1', 'Ann 2', 'Ann 3']],
  ])('%s is sent it, lowest id first, and no Status', (_what, status, expected) => {
    const node = knowing().receive(a, status);
    const sent = node.takeSent();
    expect(sent.every(({ to, packet }) => to === a && packet.kind === 'rumor')).toBe(true);
    expect(sent.map(({ packet }) => label(packet as ReturnType<typeof rumor>))).toEqual(expected);
  });

  test('is sent it although it holds something that we lack, and although its vector is as long as ours', () => {
    const node = knowing().receive(a, vector('Ann', 4, 'Zoe', 2));
    expect(node.takeSent().map(({ packet }) => packet.kind)).toEqual(['rumor']);
  });

  test('is sent it although its vector is longer than ours', () => {
    expect(labels(knowing().receive(a, vector('Ann', 4, 'Bob', 1, 'Zoe', 2, 'Yan', 2)))).toEqual(['Bob 1']);
  });

  test('is told as mongering with it, and not as in sync', () => {
    const node = knowing().receive(a, vector('Ann', 4));
    expect(node.takeEvents('mongering', 'in-sync')).toMatchObject([{ kind: 'mongering', to: a, rumor: { origin: 'Bob', id: 1 } }]);
  });

  test('acknowledges what it was sent: a coin for each', () => {
    const node = knowing().receive(a, vector('Ann', 2, 'Bob', 2));
    node.takeEvents();
    expect(
      node
        .receive(a, vector('Ann', 4, 'Bob', 2))
        .takeEvents('coin')
        .map((coin) => coin.rumor.id),
    ).toEqual([2, 3]);
  });
});

describe('a peer that holds something that we lack', () => {
  test.each([
    ['a later rumor', vector('Ann', 5, 'Bob', 2)],
    ['an origin that we do not know', vector('Ann', 4, 'Bob', 2, 'Zoe', 2)],
  ])('%s: it is sent our Status and nothing else', (_what, status) => {
    const node = knowing().receive(a, status);
    const sent = node.takeSent();
    expect(sent.map(({ packet, to }) => `${packet.kind} to ${to.port}`)).toEqual(['status to 1']);
    expect(sent[0]?.packet).toMatchObject({ want: vector('Ann', 4, 'Bob', 2).want });
    expect(node.takeEvents('in-sync')).toEqual([]);
  });

  test('is not answered for every Status of a flood', () => {
    const node = knowing();
    for (let i = 0; i < 50; i++) node.receive(a, vector('Ann', 9, 'Bob', 2)).wait(1);
    expect(node.takeStatuses()).toHaveLength(1);
    expect(
      node
        .wait(100)
        .receive(a, vector('Ann', 9, 'Bob', 2))
        .takeStatuses(),
    ).toHaveLength(1);
  });

  test('two nodes that each lack what they never get do not answer each other for ever', () => {
    const [left, right] = [new Stage({ name: 'L', peers: [a] }), new Stage({ name: 'R', peers: [a] })];
    let inbox = [vector('Ghost', 5)];
    let exchanged = 0;
    for (let turn = 0; turn < 1_000 && inbox.length > 0; turn++) {
      const node = turn % 2 === 0 ? left : right;
      for (const status of inbox) node.receive(a, status);
      inbox = node.takeStatuses().map(({ status }) => vector(...status.want.flatMap((one) => [one.identifier, one.nextId]), 'Ghost', 5));
      exchanged += inbox.length;
      for (const each of [left, right]) each.wait(1);
    }
    expect(exchanged).toBeLessThan(25);
  });
});

describe('a peer that holds what we hold', () => {
  test.each([
    ['in our order', vector('Ann', 4, 'Bob', 2)],
    ['in another order', vector('Bob', 2, 'Ann', 4)],
    ['with origins of which nobody holds anything', vector('Ann', 4, 'Bob', 2, 'Zoe', 1, 'Yan', 0)],
  ])('%s is in sync with us: told, and not answered', (_what, status) => {
    const node = knowing().receive(a, status);
    expect(node.takeSent()).toEqual([]);
    expect(node.takeEvents('in-sync')).toEqual([{ kind: 'in-sync', with: a }]);
  });

  test('by the Status that acknowledges the last rumor in flight: told, and not answered', () => {
    const node = new Stage({ peers: [a], settings: { coin: 0 } }).publish('x');
    node.takeSent();
    node.takeEvents();
    expect(node.receive(a, vector('Me', 2)).takeSent()).toEqual([]);
    expect(node.takeEvents('in-sync')).toEqual([{ kind: 'in-sync', with: a }]);
  });

  test('two empty nodes are in sync', () => {
    expect(new Stage().receive(a, vector()).takeEvents('in-sync')).toHaveLength(1);
  });
});
