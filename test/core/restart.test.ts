import { expect, test } from 'vitest';
import { rumor } from '../../src/core/packet.js';
import { peer, Stage, vector } from './stage.js';

const a = peer(1);
const waiting = () => new Stage({ peers: [a], settings: { settleTime: 200, coin: 0 } });

test('with configured peers the first own id waits for a Status', () => {
  const node = waiting();
  expect(node.node.settled).toBe(false);
  expect(node.receive(a, vector('Ann', 3)).node.settled).toBe(true);
});

test('or for 200 ms', () => {
  const node = waiting().wait(199);
  expect(node.node.settled).toBe(false);
  expect(node.wait(1).node.settled).toBe(true);
});

test('without configured peers it does not wait', () => {
  expect(new Stage({ settings: { settleTime: 200 } }).node.settled).toBe(true);
});

test('a name that others know with higher ids goes on above them', () => {
  const node = waiting().receive(a, vector('Me', 4));
  expect(node.node.settled).toBe(false);
  node.receive(a, rumor('Me', 1, 'x'), rumor('Me', 2, 'y'), rumor('Me', 3, 'z')).receive(a, vector('Me', 4));
  expect(node.wait(200).node.settled).toBe(true);
  expect(node.publish('new').log.at(-1)).toBe('Me 4 new');
});

test('a text issued under an id that was taken is published again above', () => {
  const node = new Stage({ peers: [a], settings: { coin: 0 } }).publish('mine');
  node.takeSent();
  node.receive(a, vector('Me', 4));
  node.receive(a, rumor('Me', 1, 'x'), rumor('Me', 2, 'y'), rumor('Me', 3, 'z'));
  expect(node.takeEvents('collision')).toHaveLength(1);
  expect(node.log).toEqual(['Me 1 mine', 'Me 2 y', 'Me 3 z', 'Me 4 mine']);
});

test('a peer that claims what it never sends does not silence the node', () => {
  const node = waiting();
  for (let i = 0; i < 100; i++) node.receive(a, vector('Me', 2 ** 32 - 1)).wait(100);
  expect(node.node.settled).toBe(true);
  expect(node.publish('x').log).toEqual(['Me 1 x']);
});
