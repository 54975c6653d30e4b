import { expect, test } from 'vitest';
import { rumor, simple } from '../../src/core/packet.js';
import { peers, Stage, vector } from './stage.js';

const [a, b, c] = peers(3) as [ReturnType<typeof peers>[0], ReturnType<typeof peers>[0], ReturnType<typeof peers>[0]];
const stage = (settings = {}) => new Stage({ simple: true, peers: [a, b, c], settings });

test('a text goes to all peers with our name and our address', () => {
  const sent = stage().publish('hi').takeSimples();
  expect(sent.map(({ to }) => to)).toEqual([a, b, c]);
  expect(sent.map((one) => one.simple)).toEqual(Array(3).fill(simple('Me', '10.0.0.1:5000', 'hi')));
});

test('a message that comes is relayed to all but its sender, with our address as the relay', () => {
  const sent = stage()
    .receive(b, simple('Ann', '10.0.0.1:9', 'hi'))
    .takeSimples();
  expect(sent.map(({ to }) => to)).toEqual([a, c]);
  expect(sent.map((one) => one.simple)).toEqual(Array(2).fill(simple('Ann', '10.0.0.1:5000', 'hi')));
});

test('our own message that comes back is told, relayed no further and not logged twice', () => {
  const node = stage().publish('hi');
  node.takeSent();
  node.takeEvents();
  node.receive(b, simple('Me', '10.0.0.1:2', 'hi'));
  expect(node.takeSent()).toEqual([]);
  expect(node.takeEvents('simple')).toHaveLength(1);
  expect(node.log).toEqual(['Me 0 hi']);
});

test('no Status is sent, whatever comes and however long one waits', () => {
  const node = stage({ antiEntropy: 100 });
  node
    .receive(b, rumor('Ann', 1, 'x'))
    .receive(b, vector('Ann', 5))
    .publish('hi');
  expect(node.wait(10_000).takeStatuses()).toEqual([]);
});

test('rumors and Statuses are dropped and counted, and a gossiping node drops SimpleMessages', () => {
  const dropped = (node: Stage) => node.takeEvents('dropped').map(({ reason }) => reason);
  expect(dropped(stage().receive(b, rumor('Ann', 1, 'x'), vector()))).toEqual(['not-in-mode', 'not-in-mode']);
  const gossiping = new Stage({ peers: [a] }).receive(a, simple('Ann', '10.0.0.1:9', 'hi'));
  expect(dropped(gossiping)).toEqual(['not-in-mode']);
  expect(gossiping.takeSent()).toEqual([]);
  expect(gossiping.log).toEqual([]);
});
