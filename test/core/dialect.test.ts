import { describe, expect, test } from 'vitest';
import { rumor, status } from '../../src/core/packet.js';
import { label, peer, Stage, vector } from './stage.js';

const [a, b] = [peer(1), peer(2)];
/** What every Status of a reference node looks like: field 2 is there, even when it is empty. */
const reference = (...entries: readonly (string | number)[]) => ({ ...vector(...entries), route: '' });

describe('a reference node', () => {
  test('is one whose Status carries a route, even an empty one; a later Status without it makes it a course node again', () => {
    const node = new Stage().receive(a, reference());
    expect(node.node.peerDialect(a)).toBe('reference');
    expect(node.receive(a, vector()).node.peerDialect(a)).toBe('course');
    expect(node.node.peerDialect(b)).toBe('course');
  });

  test('is not told of trailing route rumors, whose ids it would ask for ever', () => {
    const node = new Stage().receive(a, reference()).receive(b, rumor('Ann', 1, 'x'), rumor('Ann', 2, ''), rumor('Ann', 3, ''));
    node.takeSent();
    node.receive(a, rumor('Ann', 1, 'x'));
    expect(node.takeStatuses().at(-1)?.status.want).toEqual(vector('Ann', 2).want);
  });

  test('is told of a route rumor that a text came after', () => {
    const node = new Stage().receive(a, reference());
    node.receive(b, rumor('Ann', 1, ''), rumor('Ann', 2, 'x'));
    node.takeSent();
    node.receive(a, rumor('Ann', 2, 'x'));
    expect(node.takeStatuses().at(-1)?.status.want).toEqual(vector('Ann', 3).want);
  });

  test('is in sync with us although it does not count trailing route rumors, and is sent none of them', () => {
    const node = new Stage({ peers: [b] }).receive(b, rumor('Ann', 1, 'x'), rumor('Ann', 2, ''));
    node.takeSent();
    node.takeEvents();
    expect(node.receive(a, reference('Ann', 2)).takeSent()).toEqual([]);
    expect(node.takeEvents('in-sync')).toHaveLength(1);
  });

  test('may replace its route rumor by a text of the same id, which goes on its way', () => {
    const node = new Stage({ peers: [a, b], settings: { coin: 0 } }).receive(a, reference()).receive(a, rumor('Ann', 1, ''));
    node.takeSent();
    expect(
      node
        .wait(2_000)
        .receive(a, rumor('Ann', 1, 'x'))
        .takeRumors()
        .map((one) => `${label(one.rumor)} ${one.rumor.text}`),
    ).toEqual(['Ann 1 x']);
  });
});

describe('a route rumor of a reference node', () => {
  const heard = () => new Stage({ peers: [a, b] }).receive(a, reference());

  test('is acknowledged, does not use up its id and goes no further', () => {
    const node = heard().receive(a, rumor('Ann', 1, ''));
    expect(node.takeSent().map(({ packet, to }) => [packet.kind, to])).toEqual([['status', a]]);
    expect(node.node.nextId('Ann')).toBe(1);
  });

  test('leaves its id to a text, and later ones wait for that', () => {
    const node = heard().receive(a, rumor('Ann', 1, ''), rumor('Ann', 2, 'y'));
    expect(node.log).toEqual([]);
    expect(node.receive(a, rumor('Ann', 1, 'x')).log).toEqual(['Ann 1 x', 'Ann 2 y']);
  });

  test('that came before it could be told from others is replaced by the text, which all peers are told', () => {
    const node = new Stage({ peers: [a, b, peer(3)] }).receive(a, rumor('Ann', 1, '')).wait(5_000);
    node.takeSent();
    const told = node.receive(a, rumor('Ann', 1, 'x')).takeRumors();
    expect(told.map(({ to }) => to)).toEqual([b, peer(3)]);
    expect(node.log).toEqual(['Ann 1 x']);
  });
});

describe('a Status with a route that is not empty', () => {
  const acknowledgement = status([], undefined, 0, 'Ann');

  test('is no vector: it draws nothing and no one is in sync by it', () => {
    const node = new Stage({ peers: [b] }).receive(b, rumor('Bob', 1, 'x'));
    node.takeSent();
    node.takeEvents();
    expect(node.receive(a, acknowledgement).takeSent()).toEqual([]);
    expect(node.takeEvents('in-sync')).toEqual([]);
  });

  test('acknowledges the route rumor of that origin that is in flight: one coin', () => {
    const node = new Stage({ peers: [a, b], settings: { coin: 0 } }).receive(b, rumor('Ann', 1, ''));
    expect(node.takeRumors().map(({ to }) => to)).toEqual([a]);
    node.takeEvents();
    expect(
      node
        .receive(a, acknowledgement)
        .takeEvents('coin')
        .map((coin) => label(coin.rumor)),
    ).toEqual(['Ann 1']);
    expect(node.wait(5_000).takeEvents('coin')).toEqual([]);
  });
});
