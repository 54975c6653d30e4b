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

test('so is one whose id turns out to be taken although nothing above it is', () => {
  const node = waiting().wait(200).publish('mine', 'more');
  node.receive(a, rumor('Me', 1, 'x'), rumor('Me', 2, 'more')).wait(1_000);
  expect(node.log).toEqual(['Me 1 mine', 'Me 2 more', 'Me 3 mine']);
});

test('and a peer that claims ids of ours which it never sends does not keep it from that', () => {
  const node = waiting().wait(200).publish('mine');
  for (let i = 0; i < 100; i++) node.receive(a, vector('Me', 2 ** 32 - 1), rumor('Me', 1, 'x'), rumor('Me', 2, 'y')).wait(100);
  expect(node.log).toEqual(['Me 1 mine', 'Me 2 y', 'Me 3 mine']);
});

test('a text is published again once, however often another one comes under its id', () => {
  const node = waiting().wait(200).publish('mine');
  for (let id = 1; id < 50; id++) node.receive(a, vector('Me', id + 1), rumor('Me', id, 'x')).wait(300);
  expect(node.log.filter((entry) => entry.endsWith(' mine'))).toHaveLength(2);
});

test('what was issued after the peers have had their say is not published again for a forged rumor', () => {
  const node = waiting().receive(a, vector()).wait(10_000).publish('mine');
  node.receive(a, rumor('Me', 2, 'forged')).wait(10_000);
  expect(node.log).toEqual(['Me 1 mine', 'Me 2 forged']);
  expect(node.publish('next').log.at(-1)).toBe('Me 3 next');
});

test('nor what was issued before, where a named peer had never heard of the name', () => {
  const node = waiting().wait(200).publish('mine').receive(a, vector());
  node.receive(a, rumor('Me', 2, 'forged')).wait(10_000);
  expect(node.log).toEqual(['Me 1 mine', 'Me 2 forged']);
});

test('but a peer that nobody named is not believed in that', () => {
  const node = waiting().wait(200).publish('mine').receive(peer(9), vector());
  node.receive(a, rumor('Me', 1, 'x')).wait(10_000);
  expect(node.log).toEqual(['Me 1 mine', 'Me 2 mine']);
});

test('a collision is counted', () => {
  const node = new Stage().receive(a, rumor('Ann', 1, 'x'), rumor('Ann', 1, 'y'));
  expect(node.takeEvents('dropped')).toMatchObject([{ reason: 'collision', from: a }]);
});

test('a peer that claims what it never sends does not silence the node', () => {
  const node = waiting();
  for (let i = 0; i < 100; i++) node.receive(a, vector('Me', 2 ** 32 - 1)).wait(100);
  expect(node.node.settled).toBe(true);
  expect(node.publish('x').log).toEqual(['Me 1 x']);
});
