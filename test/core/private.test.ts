import { describe, expect, test } from 'vitest';
import { BOUNDS } from '../../src/core/bounds.js';
import { Ability, ALL, privateMessage, rumor, status } from '../../src/core/packet.js';
import { peer, Stage } from './stage.js';

const [a, b] = [peer(1), peer(2)];
const MOST = 2 ** 32 - 1;

/** A node that knows the way to Ann over `a`, and to Bob over `b`. */
function knowing(): Stage {
  const node = new Stage({ peers: [a, b] }).receive(a, rumor('Ann', 1, 'x')).receive(b, rumor('Bob', 1, 'x'));
  node.takeSent();
  node.takeEvents();
  return node;
}

const reasons = (node: Stage) => node.takeEvents('dropped').map(({ reason }) => reason);

describe('a private message of a client', () => {
  test('goes to the next hop with one off the hop limit and, in the course form, with id 0', () => {
    const node = knowing();
    node.act((core) => core.services.sendPrivate('hi', 'Ann'));
    expect(node.takeSent()).toEqual([{ packet: privateMessage('Me', 0, 'hi', 'Ann', 9), to: a }]);
  });

  test('is kept in the log, and no id of the node is used', () => {
    const node = knowing();
    const { position, entry } = node.act((core) => core.services.sendPrivate('hi', 'Ann'));
    expect(entry).toEqual({ kind: 'private', origin: 'Me', id: 0, text: 'hi', destination: 'Ann', relay: undefined, at: 0 });
    expect(node.node.log.at(position)).toBe(entry);
    expect(node.node.nextId('Me')).toBe(1);
  });

  test('is told of as the client’s, with a route or without', () => {
    const node = knowing();
    node.act((core) => core.services.sendPrivate('hi', 'Ann'));
    expect(() => node.act((core) => core.services.sendPrivate('hi', 'Nobody'))).toThrow('no route to "Nobody": nothing of it has come yet');
    expect(node.takeEvents('client').map(({ destination }) => destination)).toEqual(['Ann', 'Nobody']);
  });

  test.each(['Nobody', 'Me', 'x'.repeat(300)])('to %s, to whom there is no route, is refused and neither sent nor kept', (to) => {
    const node = knowing();
    const before = node.node.log.end;
    const refused = expect.objectContaining({ code: 'NO_ROUTE', facts: { destination: to } });
    expect(() => node.act((core) => core.services.sendPrivate('hi', to))).toThrow(refused);
    expect(node.takeSent()).toEqual([]);
    expect(node.node.log.end).toBe(before);
  });

  test.each(['', 'é'.repeat(4_097)])('must have a text that fits, like any other', (text) => {
    const node = knowing();
    expect(() => node.act((core) => core.services.sendPrivate(text, 'Ann'))).toThrow(
      expect.objectContaining({ code: expect.stringMatching('TEXT') as string }),
    );
    expect(node.takeEvents('client')).toEqual([]);
  });
});

describe('a private message for this node', () => {
  test('is told of once with the hops left and kept with its relay', () => {
    const node = knowing().receive(b, privateMessage('Ann', 0, 'hi', 'Me', 0));
    expect(node.takeEvents('private')).toEqual([{ kind: 'private', message: privateMessage('Ann', 0, 'hi', 'Me', 0), from: b }]);
    expect(node.node.log.at(node.node.log.end - 1)).toMatchObject({
      kind: 'private',
      origin: 'Ann',
      text: 'hi',
      destination: 'Me',
      relay: b,
    });
    expect(node.takeSent()).toEqual([]);
  });

  test('with id 0 is taken as often as it comes: nothing tells a copy from a second one', () => {
    const message = privateMessage('Ann', 0, 'hi', 'Me', 5);
    expect(knowing().receive(a, message, message).takeEvents('private')).toHaveLength(2);
  });

  test('with another id is taken once, and what comes again is counted as a copy', () => {
    const node = knowing()
      .receive(a, privateMessage('Ann', 7, 'hi', 'Me', 5))
      .receive(b, privateMessage('Ann', 7, 'hi', 'Me', 3));
    node.receive(
      b,
      privateMessage('Ann', 8, 'hi', 'Me', 5),
      privateMessage('Bob', 7, 'hi', 'Me', 5),
      privateMessage('Ann', 7, 'ho', 'Me', 5),
    );
    const events = node.takeEvents('private', 'dropped');
    expect(events.map((event) => (event.kind === 'private' ? `${event.message.origin} ${event.message.id}` : event.reason))).toEqual([
      'Ann 7',
      'copy',
      'Ann 8',
      'Bob 7',
      'Ann 7',
    ]);
  });

  test('leaves no more behind than the bound for ids', () => {
    const node = knowing();
    for (let id = 1; id <= BOUNDS.privateIds + 1; id++) node.receive(a, privateMessage('Ann', id, 'hi', 'Me', 5));
    node.takeEvents();
    expect(node.receive(a, privateMessage('Ann', 1, 'hi', 'Me', 5)).takeEvents('private')).toHaveLength(1);
    expect(node.receive(a, privateMessage('Ann', 3, 'hi', 'Me', 5)).takeEvents('private')).toHaveLength(0);
  });
});

describe('a private message for another node', () => {
  test('is passed on to its next hop with one less, and is not kept', () => {
    const node = knowing();
    const before = node.node.log.end;
    expect(node.receive(a, privateMessage('Ann', 0, 'hi', 'Bob', 4)).takeSent()).toEqual([
      { packet: privateMessage('Ann', 0, 'hi', 'Bob', 3), to: b },
    ]);
    expect(node.node.log.end).toBe(before);
    expect(node.takeEvents('private')).toEqual([]);
  });

  test('at its last hop goes on with 0; with 0 it is dropped and counted, and never becomes 4,294,967,295', () => {
    const node = knowing().receive(a, privateMessage('Ann', 0, 'hi', 'Bob', 1), privateMessage('Ann', 0, 'ho', 'Bob', 0));
    expect(node.takePrivates().map((one) => one.private.hopLimit)).toEqual([0]);
    expect(reasons(node)).toEqual(['hop-limit']);
  });

  test('with the most hops there can be loses one like any other', () => {
    expect(
      knowing()
        .receive(a, privateMessage('Ann', 0, 'hi', 'Bob', MOST))
        .takePrivates()[0]?.private.hopLimit,
    ).toBe(MOST - 1);
  });

  test('to whom there is no route is dropped and counted', () => {
    const node = knowing().receive(a, privateMessage('Ann', 0, 'hi', 'Nobody', 5));
    expect(node.takeSent()).toEqual([]);
    expect(reasons(node)).toEqual(['no-route']);
  });

  test('keeps its id only where the next hop announces that it tells copies by it', () => {
    const node = knowing().receive(b, status([], ALL, Ability.bundles));
    node.takeSent();
    const plain = new Stage({ peers: [a, b], settings: { extensions: 1 } })
      .receive(b, status([], ALL, Ability.bundles))
      .receive(b, rumor('Bob', 1, 'x'))
      .receive(a, rumor('Ann', 1, 'x'));
    plain.takeSent();
    plain.receive(a, privateMessage('Ann', 7, 'hi', 'Bob', 5)).receive(b, privateMessage('Bob', 8, 'hi', 'Ann', 5));
    expect(plain.takePrivates().map((one) => [one.to, one.private.id])).toEqual([
      [b, 7],
      [a, 0],
    ]);
  });

  test.each([privateMessage('', 0, 'hi', 'Bob', 5), privateMessage('Ann', 0, 'hi', '', 5)])('without a name is none: %j', (message) => {
    const node = knowing().receive(a, message);
    expect(node.takeSent()).toEqual([]);
    expect(reasons(node)).toEqual(['bad-name']);
  });
});

test('a private message of a client has an id of its own among nodes that tell copies by it', () => {
  const node = new Stage({ peers: [a], settings: { extensions: 1 } })
    .receive(a, status([], ALL, Ability.bundles))
    .receive(a, rumor('Ann', 1, 'x'));
  node.takeSent();
  for (let count = 0; count < 50; count++) node.act((core) => core.services.sendPrivate('hi', 'Ann'));
  const ids = node.takePrivates().map((one) => one.private.id);
  expect(new Set(ids).size).toBe(50);
  expect(ids).not.toContain(0);
});

test('a node in simple mode has no routes', () => {
  const node = new Stage({ peers: [a], simple: true });
  expect(() => node.act((core) => core.services.sendPrivate('hi', 'Ann'))).toThrow(expect.objectContaining({ code: 'NO_ROUTE' }));
  expect(node.takeSent()).toEqual([]);
});
