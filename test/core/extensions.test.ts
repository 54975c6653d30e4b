import { describe, expect, test } from 'vitest';
import { Ability, LISTED, rumor, type Scope, type Status, status, want } from '../../src/core/packet.js';
import { label, peer, Stage, vector } from './stage.js';

const [a, b] = [peer(1), peer(2)];
/** A Status of a node of this program. */
const ours = (scope: Scope | undefined, ...entries: readonly (string | number)[]) =>
  status(vector(...entries).want, scope, Ability.bundles);

/** Holds Ann 1 to 3 and Bob 1, all from `b`; speaks the extension. */
function knowing(settings = {}): Stage {
  const node = new Stage({ peers: [b], settings: { coin: 0, extensions: 1, ackDelay: 0, ...settings } });
  node.receive(b, rumor('Ann', 1, 'x'), rumor('Ann', 2, 'y'), rumor('Ann', 3, 'z'), rumor('Bob', 1, 'w'));
  node.takeSent();
  node.takeEvents();
  return node;
}

describe('what a node understands', () => {
  test('is announced in each Status, unless extensions are off', () => {
    const announced = (extensions: number) =>
      new Stage({ settings: { extensions } }).receive(a, rumor('Ann', 1, 'x')).takeStatuses()[0]?.status;
    expect(announced(1)?.abilities).toBe(Ability.bundles);
    expect(announced(0)?.abilities).toBe(0);
  });

  test('is taken from the last Status of a peer, and from nobody with extensions off', () => {
    const node = knowing().receive(a, ours(undefined));
    expect(node.node.peerCan(a, Ability.bundles)).toBe(true);
    expect(node.receive(a, vector()).node.peerCan(a, Ability.bundles)).toBe(false);
    expect(knowing({ extensions: 0 }).receive(a, ours(undefined)).node.peerCan(a, Ability.bundles)).toBe(false);
  });
});

describe('a Status that speaks only of some origins', () => {
  const drawn = (scope: Scope, ...entries: readonly (string | number)[]) =>
    knowing()
      .receive(a, ours(scope, ...entries))
      .takeRumors()
      .map((one) => label(one.rumor));

  test('of the listed ones: others are not compared', () => {
    expect(drawn(LISTED, 'Ann', 2)).toEqual(['Ann 2', 'Ann 3']);
    expect(drawn(LISTED, 'Bob', 2)).toEqual([]);
  });

  test('of a range: origins inside that are not listed are lacking, others are not compared', () => {
    expect(drawn({ kind: 'range', after: 'Ann', upTo: undefined }, 'Bob', 1)).toEqual(['Bob 1']);
    expect(drawn({ kind: 'range', after: '', upTo: 'Ann' })).toEqual(['Ann 1', 'Ann 2', 'Ann 3']);
    expect(drawn({ kind: 'range', after: 'Bob', upTo: undefined })).toEqual([]);
  });
});

describe('towards a peer that reads them', () => {
  test('an acknowledgement names only the origins concerned', () => {
    const node = knowing().receive(a, ours(undefined, 'Ann', 4, 'Bob', 2));
    node.takeSent();
    const [answer] = node.receive(a, rumor('Zoe', 1, 'v')).takeStatuses();
    expect(answer).toMatchObject({ to: a, status: { scope: LISTED, want: [want('Zoe', 2)] } });
  });

  test('an acknowledgement may wait a little for more, and one Status then answers all', () => {
    const node = knowing({ ackDelay: 2 }).receive(a, ours(undefined, 'Ann', 4, 'Bob', 2));
    node.takeSent();
    node.receive(a, rumor('Zoe', 1, 'v'));
    expect(
      node
        .wait(1)
        .receive(a, rumor('Zoe', 2, 'u'))
        .takeStatuses(),
    ).toEqual([]);
    expect(
      node
        .wait(1)
        .takeStatuses()
        .map(({ status: one }) => one.want),
    ).toEqual([[want('Zoe', 3)]]);
  });

  test('more rumors are in flight than on the plain wire', () => {
    const many = Array.from({ length: 100 }, (_, at) => rumor('Zoe', at + 1, 'x'));
    const node = knowing().receive(b, ...many);
    node.takeSent();
    expect(node.receive(a, ours(undefined, 'Ann', 4, 'Bob', 2)).takeRumors()).toHaveLength(100);
  });

  test('a node that knows no extension is told the whole vector', () => {
    const [answer] = knowing()
      .receive(a, rumor('Zoe', 1, 'v'))
      .takeStatuses();
    expect(answer?.status).toMatchObject({ scope: { kind: 'all' }, want: vector('Ann', 4, 'Bob', 2, 'Zoe', 2).want });
  });
});

describe('a vector too large for a datagram', () => {
  const NAMES = Array.from({ length: 200 }, (_, at) => `origin-${String(at).padStart(4, '0')}`);

  /** Knows two hundred origins, and tells at most a thousand bytes at once. */
  function large(): Stage {
    const node = new Stage({ settings: { coin: 0, extensions: 1, antiEntropy: 1_000, statusBytes: 1_000, statusPartBytes: 1_000 } });
    node.receive(a, ours(undefined));
    node.receive(b, ...NAMES.map((name) => rumor(name, 1, 'x')));
    node.takeSent();
    return node;
  }

  /** What anti-entropy tells next. */
  function nextStatuses(node: Stage): readonly Status[] {
    for (;;) {
      const told = node.wait(node.node.nextDeadline - node.now).takeStatuses();
      if (told.length > 0) return told.map(({ status: one }) => one);
    }
  }

  test('goes in parts, a few in each period, whose ranges follow on one another and cover everything', () => {
    const node = large();
    node.node.removePeer(b);
    const told: string[] = [];
    for (let after: string | undefined = ''; after !== undefined; ) {
      const parts = nextStatuses(node);
      expect(parts.length).toBeLessThan(5);
      for (const { scope, want: wants } of parts) {
        if (after === undefined) break; // the first part again
        expect(scope).toMatchObject({ kind: 'range', after });
        told.push(...wants.map(({ identifier }) => identifier));
        after = scope.kind === 'range' ? scope.upTo : undefined;
      }
    }
    expect(told).toEqual(NAMES);
  });

  test('goes as far as it fits to a peer that knows no parts', () => {
    const node = large();
    node.node.removePeer(a);
    const statuses = nextStatuses(node);
    expect(statuses).toHaveLength(1);
    expect(statuses[0]?.want.length).toBeLessThan(NAMES.length);
    expect(statuses[0]?.scope).toEqual({ kind: 'all' });
  });
});
