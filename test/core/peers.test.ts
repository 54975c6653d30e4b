import { expect, test } from 'vitest';
import { BOUNDS } from '../../src/core/bounds.js';
import { rumor } from '../../src/core/packet.js';
import { peer, SELF, Stage, vector } from './stage.js';

const [a, b, c] = [peer(1), peer(2), peer(3)];
const addresses = (node: Stage) => node.node.listPeers().map((info) => `${info.peer.port}${info.configured ? ' configured' : ''}`);

test('the source of every valid packet joins the list, behind the configured peers', () => {
  const node = new Stage({ peers: [c] })
    .receive(a, vector())
    .receive(b, rumor('Ann', 1, 'x'))
    .receive(a, vector());
  expect(addresses(node)).toEqual(['3 configured', '1', '2']);
  expect(node.takeEvents('peer-learnt').map((event) => event.peer)).toEqual([a, b]);
});

test('a learnt peer is a peer: rumors go to it', () => {
  expect(
    new Stage()
      .receive(a, vector())
      .publish('x')
      .takeRumors()
      .map(({ to }) => to),
  ).toEqual([a]);
});

test('a peer named twice is one peer, and our own address is none', () => {
  const node = new Stage({ peers: [a, SELF, a] });
  expect(node.node.addPeer(SELF)).toBeUndefined();
  expect(addresses(node)).toEqual(['1 configured']);
});

test('a learnt peer that is added is a configured one from then on', () => {
  const node = new Stage({ peers: [c] }).receive(a, vector()).receive(b, vector());
  node.node.addPeer(b);
  expect(addresses(node)).toEqual(['3 configured', '2 configured', '1']);
});

test('a removed peer is sent nothing more, until it is heard from again', () => {
  const node = new Stage({ peers: [a] }).publish('x');
  expect(node.node.removePeer(a)).toBe(true);
  expect(node.node.removePeer(a)).toBe(false);
  node.takeSent();
  expect(node.publish('y').wait(60_000).takeSent()).toEqual([]);
  expect(addresses(node.receive(a, vector()))).toEqual(['1']);
});

test('a full list drops the learnt peer that was silent longest; configured ones stay', () => {
  const node = new Stage({ peers: [c] });
  for (let i = 0; i < BOUNDS.learntPeers; i++) node.receive(peer(10_000 + i), vector()).wait(1);
  node.receive(peer(10_000), vector()).wait(1).receive(a, vector());
  const list = addresses(node);
  expect(list).toHaveLength(BOUNDS.learntPeers + 1);
  expect(list[0]).toBe('3 configured');
  expect(list).toContain('10000');
  expect(list).not.toContain('10001');
  expect(list).toContain('1');
});

test('a learnt peer that has been silent for many periods is chosen ever more rarely, and a configured one as before', () => {
  const node = new Stage({ peers: [b, c], settings: { antiEntropy: 1_000, antiEntropyJitter: 0, silentPeriods: 10 } }).receive(a, vector());
  const toLearnt = (ms: number) =>
    node
      .wait(ms)
      .takeStatuses()
      .filter(({ to }) => to === a).length;
  node.takeSent();
  const [early, late] = [toLearnt(10_000), (node.wait(990_000), node.takeSent(), toLearnt(300_000))];
  expect(early).toBeGreaterThan(0);
  expect(late / 300).toBeLessThan(0.03);
});

test('a listing tells when a peer was last heard from and how it writes', () => {
  const node = new Stage({ peers: [a, b] }).wait(70).receive(a, vector());
  node.receive(c, { ...vector(), route: '' });
  const facts = node.node.listPeers().map(({ heardAt, dialect }) => [heardAt, dialect]);
  expect(facts).toEqual([
    [70, 'course'],
    [undefined, undefined],
    [70, 'reference'],
  ]);
});
