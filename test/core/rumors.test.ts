import { describe, expect, test } from 'vitest';
import { BOUNDS } from '../../src/core/bounds.js';
import { rumor } from '../../src/core/packet.js';
import { peer, Stage, vector } from './stage.js';

const [a, b] = [peer(1), peer(2)];

describe('own rumors', () => {
  test('have the ids 1, 2, 3 and stand in the log in that order', () => {
    const node = new Stage().publish('x', 'y', 'z');
    expect(node.log).toEqual(['Me 1 x', 'Me 2 y', 'Me 3 z']);
    expect(node.node.vector()).toEqual([{ identifier: 'Me', nextId: 4 }]);
  });

  test.each([
    ['an empty text', ''],
    ['a text of more bytes than a message holds', 'é'.repeat(BOUNDS.textBytes / 2 + 1)],
  ])('%s is refused and changes nothing', (_what, text) => {
    const node = new Stage({ peers: [a] });
    expect(() => node.publish(text)).toThrow(/text/);
    expect(node.log).toEqual([]);
    expect(node.node.vector()).toEqual([]);
    expect(node.takeSent()).toEqual([]);
  });

  test('a text of just as many bytes as a message holds is taken', () => {
    expect(new Stage().publish('é'.repeat(BOUNDS.textBytes / 2)).log).toHaveLength(1);
  });
});

describe('rumors of others', () => {
  test('the next of its origin is stored, with the peer that brought it', () => {
    const node = new Stage().receive(a, rumor('Ann', 1, 'x'));
    expect(node.log).toEqual(['Ann 1 x']);
    expect(node.node.log.at(0).relay).toBe(a);
    expect(node.takeEvents('rumor')).toMatchObject([{ isNew: true, from: a }]);
    expect(node.node.nextId('Ann')).toBe(2);
  });

  test('one that is known already is told as old and stored no second time', () => {
    const node = new Stage().receive(a, rumor('Ann', 1, 'x')).receive(b, rumor('Ann', 1, 'x'));
    expect(node.takeEvents('rumor').map(({ isNew }) => isNew)).toEqual([true, false]);
    expect(node.log).toEqual(['Ann 1 x']);
  });

  test('one that is not the next of its origin is not stored and moves no id', () => {
    const node = new Stage().receive(a, rumor('Ann', 2, 'y'), rumor('Bob', 3, 'z'));
    expect(node.log).toEqual([]);
    expect(node.node.nextId('Ann')).toBe(1);
    expect(node.node.vector()).toEqual([]);
    expect(node.takeEvents('rumor').map(({ isNew }) => isNew)).toEqual([false, false]);
  });

  test('held ones enter in order as soon as the gap is filled', () => {
    const node = new Stage()
      .receive(a, rumor('Ann', 3, 'z'))
      .receive(b, rumor('Ann', 2, 'y'))
      .receive(a, rumor('Ann', 1, 'x'));
    expect(node.log).toEqual(['Ann 1 x', 'Ann 2 y', 'Ann 3 z']);
    expect(node.node.log.at(1).relay).toBe(b);
  });

  test('the vector lists origins in the order of their first appearance', () => {
    const node = new Stage().receive(a, rumor('Zoe', 1, 'x')).receive(a, rumor('Ann', 1, 'x'), rumor('Zoe', 2, 'y'));
    expect(node.node.vector()).toEqual(vector('Zoe', 3, 'Ann', 2).want);
  });

  test('the same id with another text: the first is kept, the collision is told', () => {
    const node = new Stage().receive(a, rumor('Ann', 1, 'first')).receive(b, rumor('Ann', 1, 'second'));
    expect(node.log).toEqual(['Ann 1 first']);
    expect(node.takeEvents('collision')).toMatchObject([{ from: b, rumor: { text: 'second' } }]);
    expect(
      new Stage()
        .receive(a, rumor('Ann', 1, 'x'))
        .receive(b, rumor('Ann', 1, 'x'))
        .takeEvents('collision'),
    ).toEqual([]);
  });

  test('id 0, an id that no Status could count and a name that is none are dropped, and the sender is no neighbour for it', () => {
    const node = new Stage().receive(
      a,
      rumor('Ann', 0, 'x'),
      rumor('Ann', 2 ** 32 - 1, 'x'),
      rumor('', 1, 'x'),
      rumor('n'.repeat(256), 1, 'x'),
    );
    expect(node.takeEvents('dropped').map(({ reason }) => reason)).toEqual(['bad-id', 'bad-id', 'bad-name', 'bad-name']);
    expect(node.node.listPeers()).toEqual([]);
    expect(node.takeSent()).toEqual([]);
  });

  test('an id far above the next is dropped and not held', () => {
    const node = new Stage().receive(a, rumor('Ann', BOUNDS.heldAhead + 2, 'x'));
    expect(node.takeEvents('dropped').map(({ reason }) => reason)).toEqual(['out-of-window']);
  });

  test('what is held is bounded: the longest held goes first', () => {
    const node = new Stage();
    node.receive(a, rumor('Old', 2, 'late'));
    for (let at = 0; at < BOUNDS.heldRumors; at++) node.receive(a, rumor(`N${at % 8}`, 2 + Math.floor(at / 8), 'x'));
    node.receive(a, rumor('Old', 1, 'first'), rumor('N0', 1, 'first'));
    expect(node.node.nextId('Old')).toBe(2);
    expect(node.node.nextId('N0')).toBe(2 + BOUNDS.heldRumors / 8);
  });
});

describe('route rumors', () => {
  test('hold their id, are counted in Status and are not in the log', () => {
    const node = new Stage().receive(a, rumor('Ann', 1, ''), rumor('Ann', 2, 'x'));
    expect(node.log).toEqual(['Ann 2 x']);
    expect(node.node.nextId('Ann')).toBe(3);
  });

  test('a text that comes under the id of one replaces it, as a new entry of the log', () => {
    const node = new Stage().receive(a, rumor('Ann', 1, ''), rumor('Ann', 1, 'x'));
    expect(node.log).toEqual(['Ann 1 x']);
    expect(node.takeEvents('rumor').map(({ isNew }) => isNew)).toEqual([true, true]);
    expect(node.node.nextId('Ann')).toBe(2);
  });
});
