import { describe, expect, test } from 'vitest';
import { rumor } from '../../src/core/packet.js';
import { peer, Stage, vector } from './stage.js';

const [a, b] = [peer(1), peer(2)];
const routes = (stage: Stage) => stage.node.routes.list().map(({ destination, nextHop, id }) => [destination, nextHop, id]);

describe('the routing table', () => {
  test('names the neighbour that delivered the newest rumor of an origin, with or without a text', () => {
    const node = new Stage().receive(a, rumor('Ann', 1, 'x'));
    expect(routes(node)).toEqual([['Ann', a, 1]]);
    expect(routes(node.receive(b, rumor('Ann', 2, '')))).toEqual([['Ann', b, 2]]);
  });

  test('keeps an entry when the same rumor or an older one comes by another way', () => {
    const node = new Stage().receive(a, rumor('Ann', 1, 'x'), rumor('Ann', 2, 'y'));
    expect(routes(node.receive(b, rumor('Ann', 2, 'y'), rumor('Ann', 1, 'x')))).toEqual([['Ann', a, 2]]);
  });

  test('goes by a newer rumor although earlier ones are missing, and stays when they come', () => {
    const node = new Stage().receive(a, rumor('Ann', 1, 'x')).receive(b, rumor('Ann', 3, 'z'));
    expect(routes(node.receive(peer(3), rumor('Ann', 3, 'z')))).toEqual([['Ann', b, 3]]);
    node.takeEvents();
    expect(routes(node.receive(a, rumor('Ann', 2, 'y')))).toEqual([['Ann', b, 3]]);
    expect(node.takeEvents('route')).toEqual([]);
    expect(node.log).toHaveLength(3);
  });

  test('does not go by what was refused: too far ahead, or another text under a known id', () => {
    const node = new Stage().receive(a, rumor('Ann', 1, 'x'));
    expect(routes(node.receive(b, rumor('Ann', 5_000, 'far'), rumor('Ann', 1, 'other')))).toEqual([['Ann', a, 1]]);
  });

  test('has no entry for its own name, though its own rumors come back', () => {
    expect(routes(new Stage({ name: 'Me' }).publish('x').receive(a, rumor('Me', 1, 'x'), rumor('Me', 2, 'old life')))).toEqual([]);
  });

  test('knows no way through a peer that was removed', () => {
    const node = new Stage().receive(a, rumor('Ann', 1, 'x'));
    node.node.removePeer(a);
    expect(routes(node)).toEqual([]);
    expect(node.node.routes.nextHop('Ann')).toBeUndefined();
    expect(node.receive(a, vector()).node.routes.nextHop('Ann')).toBe(a);
  });

  test('tells of each newer rumor once, between the rumor and its spreading', () => {
    const node = new Stage({ peers: [a, b] }).receive(a, rumor('Ann', 1, 'x')).receive(b, rumor('Ann', 1, 'x'));
    expect(node.takeEvents('rumor', 'route', 'mongering').map(({ kind }) => kind)).toEqual(['rumor', 'route', 'mongering', 'rumor']);
  });
});

describe("a reference node's route rumor", () => {
  const heard = () => new Stage({ peers: [a, b] }).receive(a, { ...vector(), route: '' });

  test('sets the route though nothing else of that node has come', () => {
    expect(routes(heard().receive(a, rumor('Ref', 1, '')))).toEqual([['Ref', a, 1]]);
  });

  test('is older than the text under its id, and newer than the text before', () => {
    const node = heard()
      .receive(a, rumor('Ref', 1, ''))
      .receive(b, rumor('Ref', 1, 'x'));
    expect(routes(node)).toEqual([['Ref', b, 1]]);
    expect(routes(node.receive(a, rumor('Ref', 2, '')))).toEqual([['Ref', a, 2]]);
  });

  test('is not believed with an id far above what has come', () => {
    const node = heard().receive(b, rumor('Ref', 1, 'x'));
    expect(routes(node.receive(a, rumor('Ref', 3, ''), rumor('Ref', 4_000_000_000, '')))).toEqual([['Ref', b, 1]]);
  });

  test('tells nobody a next id of an origin of which nothing is held', () => {
    expect(
      heard()
        .receive(a, rumor('Ref', 1, ''))
        .node.vector(),
    ).toEqual([]);
  });
});

describe('route rumors', () => {
  const own = (stage: Stage) => stage.takeRumors().map(({ rumor: { origin, id, text } }) => `${origin} ${id} ${text}`);

  test('are not sent unless there is a period for them: the first message has id 1', () => {
    const node = new Stage({ peers: [a] }).receive(a, vector()).wait(100_000);
    expect(own(node)).toEqual([]);
    expect(node.publish('x').node.nextId('Me')).toBe(2);
  });

  test('begin at the start with id 1, also without a peer, and are no messages', () => {
    const node = new Stage({ settings: { routeRumors: 5_000 } });
    expect(node.node.nextId('Me')).toBe(2);
    expect(node.publish('x').log).toEqual(['Me 2 x']);
  });

  test('go on a period after a peer was first heard from, and then every period', () => {
    const node = new Stage({ peers: [a], settings: { routeRumors: 5_000, coin: 0 } }).wait(20_000);
    expect(node.node.nextId('Me')).toBe(2);
    node.receive(a, vector('Me', 2)).wait(1_000).receive(b, vector('Me', 2));
    expect(node.wait(3_999).node.nextId('Me')).toBe(2);
    expect(node.wait(1).node.nextId('Me')).toBe(3);
    expect(node.wait(4_999).node.nextId('Me')).toBe(3);
    expect(node.wait(1).node.nextId('Me')).toBe(4);
  });

  test('wait with the first id for a word of the configured peers, and go on above an earlier life', () => {
    const node = new Stage({ peers: [a], settings: { routeRumors: 5_000, settleTime: 200 } });
    expect(node.node.settled).toBe(false);
    node.receive(a, vector('Me', 3)).receive(a, rumor('Me', 1, 'earlier'), rumor('Me', 2, ''));
    node.wait(500);
    expect(node.node.settled).toBe(true);
    expect(node.node.nextId('Me')).toBe(4);
  });

  test('are not sent in simple mode', () => {
    const node = new Stage({ peers: [a], simple: true, settings: { routeRumors: 1_000 } }).wait(10_000);
    expect(node.takeSent()).toEqual([]);
  });

  test('take no place in the log however long they go on', () => {
    const node = new Stage({ settings: { routeRumors: 10 } }).receive(a, vector()).wait(100_000);
    expect(node.node.nextId('Me')).toBe(10_002);
    expect(node.node.log.end).toBe(0);
  });
});
